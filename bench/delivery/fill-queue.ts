import type { Application } from '@nocobase/server';
import {
  DELIVERIES_COLLECTION,
  DELIVERY_QUEUES_COLLECTION,
  DELIVERY_RECIPIENTS_COLLECTION,
  LINKS_COLLECTION,
} from '../../packages/plugin-wecom/src/constants';
import { writeBody } from '../../packages/plugin-wecom/src/server/delivery/body';
import { cardOf, order } from './messages';

/** What is another text in each copy, and the member that is another one. */
const SAMPLE = order(0).number;
const SOMEBODY = 'somebody';

/**
 * Writes deliveries as they are after `send()`, so that 100,000 of them wait at once: each with a text of its own, for the members of
 * the authenticator in turn, accepted one each millisecond until now. PostgreSQL only.
 *
 * @returns when they could be seen, in milliseconds since 1970
 */
export async function fillQueue(app: Application, authenticator: string, count: number): Promise<number> {
  const { sequelize } = app.db;
  const members = await app.db.getModel(LINKS_COLLECTION).count({ where: { authenticator } });
  const { text } = writeBody(cardOf(order(0)), [SOMEBODY]);
  const replacements = { authenticator, members, count, now: Date.now(), text, sample: SAMPLE, somebody: SOMEBODY };
  await sequelize.query(
    `INSERT INTO "${DELIVERY_QUEUES_COLLECTION}" (authenticator, probes, "personTimes") VALUES (:authenticator, 0, 0)
      ON CONFLICT DO NOTHING`,
    { replacements },
  );
  await sequelize.query(
    `
    WITH member AS (
      SELECT "wecomUserId", "userId", row_number() OVER (ORDER BY id) - 1 AS turn
      FROM "${LINKS_COLLECTION}" WHERE authenticator = :authenticator
    ),
    message AS MATERIALIZED (
      SELECT :now * 1000 + n AS position, :now - :count + n AS at, "wecomUserId", "userId",
        replace(replace(:text, :sample, :sample || '-' || :now || '-' || n), :somebody, "wecomUserId") AS body
      FROM generate_series(1, :count) AS n JOIN member ON turn = n % :members
    ),
    added AS (
      INSERT INTO "${DELIVERIES_COLLECTION}" ("notificationId", authenticator, "channelName", state, msgtype, body, "bodyHash", checked,
        "memberCount", position, "acceptedAt", "dueAt", attempts, logged)
      SELECT gen_random_uuid(), :authenticator, :authenticator, 'queued', 'textcard', body,
        encode(sha256(convert_to(body, 'UTF8')), 'hex'), true, 1, position, at, at, 0, true
      FROM message ORDER BY position
      RETURNING id, position
    )
    INSERT INTO "${DELIVERY_RECIPIENTS_COLLECTION}" ("deliveryId", authenticator, member, "userId", outcome, position, sends)
    SELECT added.id, :authenticator, "wecomUserId", "userId", 'waiting', position, 0 FROM added JOIN message USING (position)`,
    { replacements },
  );
  return Date.now();
}
