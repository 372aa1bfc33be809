import type { Application } from '@nocobase/server';
import {
  DELIVERIES_COLLECTION,
  DELIVERY_RECIPIENTS_COLLECTION,
  LINKS_COLLECTION,
} from '../../packages/plugin-wecom/src/constants';
import { order } from './messages';

/** What is another text in each copy. */
const SAMPLE = order(0).number;

/**
 * Writes deliveries as they are after `send()`, all in one statement, so that 100,000 of them wait at once: copies of the newest
 * delivery, which has to be of order 0 for the first member, each with a text of its own, for members in turn, accepted
 * one each millisecond until now. PostgreSQL only.
 *
 * @returns when they could be seen, in milliseconds since 1970
 */
export async function fillQueue(app: Application, count: number): Promise<number> {
  await app.db.sequelize.query(
    `
    WITH template AS (SELECT * FROM "${DELIVERIES_COLLECTION}" ORDER BY id DESC LIMIT 1),
    member AS (
      SELECT "wecomUserId", "userId", row_number() OVER (ORDER BY id) - 1 AS turn, count(*) OVER () AS members
      FROM "${LINKS_COLLECTION}" WHERE authenticator = (SELECT authenticator FROM template)
    ),
    copy AS (
      SELECT template.*, member."wecomUserId", member."userId", :now * 1000 + n AS "newPosition",
        :now - :count + n AS "newAcceptedAt",
        replace(
          replace(template.body, :sample, :sample || '-' || :now || '-' || n),
          '"' || (SELECT "wecomUserId" FROM member WHERE turn = 0) || '"', '"' || member."wecomUserId" || '"'
        ) AS "newBody"
      FROM template, generate_series(1, :count) AS n, member
      WHERE member.turn = n % member.members
    ),
    added AS (
      INSERT INTO "${DELIVERIES_COLLECTION}" ("notificationId", authenticator, "channelName", state, msgtype, summary, body, "bodyHash", checked,
        "memberCount", position, "acceptedAt", "dueAt", attempts, logged)
      SELECT gen_random_uuid(), authenticator, "channelName", 'queued', msgtype, summary, "newBody",
        encode(sha256(convert_to("newBody", 'UTF8')), 'hex'), checked, 1, "newPosition", "newAcceptedAt", "newAcceptedAt", 0, false
      FROM copy
      RETURNING id, authenticator, position
    )
    INSERT INTO "${DELIVERY_RECIPIENTS_COLLECTION}" ("deliveryId", authenticator, member, "userId", outcome, position, sends)
    SELECT added.id, added.authenticator, copy."wecomUserId", copy."userId", 'waiting', added.position, 0
    FROM added JOIN copy ON copy."newPosition" = added.position`,
    { replacements: { count, sample: SAMPLE, now: Date.now() } },
  );
  return Date.now();
}
