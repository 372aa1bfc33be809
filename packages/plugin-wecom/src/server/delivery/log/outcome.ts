import { MOST_NAMES } from '../../notification/recipients';
import type { Outbox } from '../outbox';
import { selected, type Statements } from '../sql';
import type { DeliveryProblem, DeliveryState, QueueProblem, RecipientOutcome, WaitReason } from '../states';

export interface Person {
  userId: string | null;
  member: string | null;
}

/** People with one outcome: how many they are, and the first of them where they are told by name. */
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
  /** How many it did not reach, or not for sure; whom it was sent to again is counted where that was. */
  unsent: number;
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

/** Outcomes of which only the number is told: most people have one of them. */
const NUMBERED: readonly RecipientOutcome[] = ['accepted', 'waiting'];

interface ReadOptions {
  /** Locks the deliveries until the transaction ends. @default false */
  lock?: boolean;
}

/** How these notifications stand. At most four statements; people are counted by the database, and only those told by name are read. */
export async function readOutcomes(
  outbox: Outbox,
  statements: Statements,
  notificationIds: readonly string[],
  { lock = false }: ReadOptions = {},
): Promise<NotificationOutcome[]> {
  if (notificationIds.length === 0) return [];
  const { deliveries: d } = outbox.tables;
  const rows = await statements.rows<Record<string, string | number | boolean | null>>(
    `SELECT ${selected(d, ['id', 'notificationId', 'authenticator', 'state', 'waitingFor', 'dueAt', 'problem', 'acceptedAt', 'logged'])}
      FROM ${d.table} WHERE ${d.notificationId} IN ${statements.list(notificationIds)}
      ORDER BY ${d.id} ${lock ? statements.forUpdate : ''}`,
  );
  if (rows.length === 0) return [];
  const counts = await countPeople(
    outbox,
    statements,
    rows.map(({ id }) => Number(id)),
  );
  const paused = await readPauses(outbox, statements);
  const outcomes = new Map<string, NotificationOutcome>();
  for (const row of rows) {
    const id = String(row.notificationId);
    const outcome: NotificationOutcome = outcomes.get(id) ?? {
      id,
      acceptedAt: Number(row.acceptedAt),
      deliveries: [],
      people: new Map(),
      paused: paused.get(String(row.authenticator)) ?? null,
    };
    outcomes.set(id, outcome);
    const counted = counts.get(Number(row.id));
    outcome.deliveries.push({
      id: Number(row.id),
      state: row.state as DeliveryState,
      waitingFor: row.waitingFor as WaitReason | null,
      dueAt: Number(row.dueAt),
      problem: parsed<DeliveryProblem>(row.problem),
      logged: Boolean(row.logged),
      unsent: (counted?.get('failed') ?? 0) + (counted?.get('unconfirmed') ?? 0),
    });
    for (const [name, total] of counted ?? []) {
      outcome.people.set(name, { total: (outcome.people.get(name)?.total ?? 0) + total, first: [] });
    }
  }
  const told = [...counts].filter(([, counted]) => [...counted.keys()].some((name) => !NUMBERED.includes(name)));
  for (const person of await readFirst(
    outbox,
    statements,
    told.map(([id]) => id),
  )) {
    const { notificationId, outcome, userId, member } = person;
    outcomes.get(notificationId)?.people.get(outcome)?.first.push({ userId, member });
  }
  return [...outcomes.values()];
}

/** How many recipients of each delivery have which outcome. */
async function countPeople(
  { tables: { recipients: r } }: Outbox,
  statements: Statements,
  deliveryIds: readonly number[],
): Promise<Map<number, Map<RecipientOutcome, number>>> {
  const rows = await statements.rows<{
    deliveryId: string | number;
    outcome: RecipientOutcome;
    total: string | number;
  }>(
    `SELECT ${selected(r, ['deliveryId', 'outcome'])}, COUNT(*) AS "total" FROM ${r.table}
      WHERE ${r.deliveryId} IN ${statements.list(deliveryIds)} GROUP BY ${r.deliveryId}, ${r.outcome}`,
  );
  const counts = new Map<number, Map<RecipientOutcome, number>>();
  for (const { deliveryId, outcome, total } of rows) {
    const counted = counts.get(Number(deliveryId)) ?? new Map<RecipientOutcome, number>();
    counts.set(Number(deliveryId), counted.set(outcome, Number(total)));
  }
  return counts;
}

/** The first recipients of each notification with an outcome that is told by name. */
async function readFirst(
  { tables: { deliveries: d, recipients: r } }: Outbox,
  statements: Statements,
  deliveryIds: readonly number[],
): Promise<(Person & { notificationId: string; outcome: RecipientOutcome })[]> {
  if (deliveryIds.length === 0) return [];
  return statements.rows(
    `SELECT * FROM (
        SELECT ${selected(d, ['notificationId'], 'd')}, ${selected(r, ['outcome', 'userId', 'member'], 'r')},
          ROW_NUMBER() OVER (PARTITION BY d.${d.notificationId}, r.${r.outcome} ORDER BY r.${r.id}) AS "place"
        FROM ${d.table} d JOIN ${r.table} r ON r.${r.deliveryId} = d.${d.id}
        WHERE d.${d.id} IN ${statements.list(deliveryIds)} AND r.${r.outcome} NOT IN ${statements.list(NUMBERED)}
      ) AS people WHERE ${statements.quoted('place')} <= ${MOST_NAMES} ORDER BY ${statements.quoted('place')}`,
  );
}

/** What keeps apps from sending, by their names. */
async function readPauses(
  { tables: { queues: q } }: Outbox,
  statements: Statements,
): Promise<Map<string, QueueProblem | null>> {
  const rows = await statements.rows<{ authenticator: string; problem: string | null }>(
    `SELECT ${selected(q, ['authenticator', 'problem'])} FROM ${q.table} WHERE ${q.problem} IS NOT NULL`,
  );
  return new Map(rows.map(({ authenticator, problem }) => [authenticator, parsed<QueueProblem>(problem)]));
}

function parsed<Problem>(text: unknown): Problem | null {
  return typeof text === 'string' ? (JSON.parse(text) as Problem) : null;
}
