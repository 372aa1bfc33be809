import { MOST_NAMES } from '../../notification/recipients';
import type { Outbox } from '../outbox';
import { selected, type Statements } from '../sql';
import type { DeliveryProblem, DeliveryState, QueueProblem, RecipientOutcome, WaitReason } from '../states';

export interface Person {
  userId: string | null;
  member: string | null;
}

/** People with one outcome: how many they are, and the first of them. */
export interface People {
  total: number;
  first: Person[];
}

export interface DeliveryOutcome {
  id: number;
  state: DeliveryState;
  waitingFor: WaitReason | null;
  dueAt: number;
  problem: DeliveryProblem | null;
  logged: boolean;
}

/** How a notification stands: all its deliveries together. */
export interface NotificationOutcome {
  id: string;
  acceptedAt: number;
  deliveries: DeliveryOutcome[];
  people: Map<RecipientOutcome, People>;
  /** What keeps its app from sending. */
  paused: QueueProblem | null;
}

export const isOpen = ({ state }: Pick<DeliveryOutcome, 'state'>): boolean => state === 'queued' || state === 'sending';

/** How these notifications stand. Three statements; their deliveries are locked until the transaction ends. */
export async function readOutcomes(
  { tables: { deliveries: d, recipients: r, queues: q } }: Outbox,
  statements: Statements,
  notificationIds: readonly string[],
): Promise<NotificationOutcome[]> {
  if (notificationIds.length === 0) return [];
  const ids = statements.list(notificationIds);
  const deliveries = await statements.rows<Record<string, string | number | boolean | null>>(
    `SELECT ${selected(d, ['id', 'notificationId', 'authenticator', 'state', 'waitingFor', 'dueAt', 'problem', 'acceptedAt', 'logged'])}
      FROM ${d.table} WHERE ${d.notificationId} IN ${ids} ORDER BY ${d.id} ${statements.forUpdate}`,
  );
  const people = await statements.rows<
    Person & { notificationId: string; outcome: RecipientOutcome; total: string | number }
  >(
    `SELECT * FROM (
        SELECT ${selected(d, ['notificationId'], 'd')}, ${selected(r, ['outcome', 'userId', 'member'], 'r')},
          COUNT(*) OVER (PARTITION BY d.${d.notificationId}, r.${r.outcome}) AS "total",
          ROW_NUMBER() OVER (PARTITION BY d.${d.notificationId}, r.${r.outcome} ORDER BY r.${r.id}) AS "place"
        FROM ${d.table} d JOIN ${r.table} r ON r.${r.deliveryId} = d.${d.id}
        WHERE d.${d.notificationId} IN ${ids}
      ) AS people WHERE ${statements.quoted('place')} <= ${MOST_NAMES} ORDER BY ${statements.quoted('place')}`,
  );
  const queues = await statements.rows<{ authenticator: string; problem: string | null }>(
    `SELECT ${selected(q, ['authenticator', 'problem'])} FROM ${q.table} WHERE ${q.problem} IS NOT NULL`,
  );
  const paused = new Map(queues.map(({ authenticator, problem }) => [authenticator, parsed<QueueProblem>(problem)]));
  const outcomes = new Map<string, NotificationOutcome>();
  for (const row of deliveries) {
    const id = String(row.notificationId);
    const outcome: NotificationOutcome = outcomes.get(id) ?? {
      id,
      acceptedAt: Number(row.acceptedAt),
      deliveries: [],
      people: new Map(),
      paused: paused.get(String(row.authenticator)) ?? null,
    };
    outcomes.set(id, outcome);
    outcome.deliveries.push({
      id: Number(row.id),
      state: row.state as DeliveryState,
      waitingFor: row.waitingFor as WaitReason | null,
      dueAt: Number(row.dueAt),
      problem: parsed<DeliveryProblem>(row.problem),
      logged: Boolean(row.logged),
    });
  }
  for (const { notificationId, outcome, total, userId, member } of people) {
    const all = outcomes.get(notificationId)?.people;
    const same = all?.get(outcome) ?? { total: Number(total), first: [] };
    all?.set(outcome, same);
    same.first.push({ userId, member });
  }
  return [...outcomes.values()];
}

function parsed<Problem>(text: unknown): Problem | null {
  return typeof text === 'string' ? (JSON.parse(text) as Problem) : null;
}
