import { withMembers, withoutDuplicateCheck } from '../body';
import { copyDelivery } from '../copy-delivery';
import type { Outbox } from '../outbox';
import { endDeliveries } from '../record/end-deliveries';
import { type Statements } from '../sql';
import { stillWaiting } from '../still-waiting';
import type { ColumnOf } from '../tables';
import { equalAttemptedAt } from './candidates';
import type { Candidate, Part, Step, WaitingMember } from './plan';

type Send = Extract<Step, { do: 'send' }>;

/** A delivery that this process may send until its lease ends. */
export interface ClaimedDelivery {
  id: number;
  authenticator: string;
  /** Number of the attempt, from 1. */
  attempt: number;
  /** As `message.sendPrepared` takes it. */
  body: string;
  checked: boolean;
  taskId: string | null;
  memberCount: number;
  claimedAt: number;
  /** Start of the attempt before. */
  attemptedBefore: number | null;
  unansweredSince: number | null;
  /** Sent to see whether the app may send again. */
  probe: boolean;
  /** Of the settings it is sent with. */
  fingerprint: string;
}

export interface Lease {
  /** Of the process. */
  id: string;
  ms: number;
}

export interface ClaimedFor {
  authenticator: string;
  lease: Lease;
  probe: boolean;
  fingerprint: string;
}

export interface CarriedOut {
  claimed: ClaimedDelivery[];
  /** Deliveries that are over. */
  ended: number[];
  /** Deliveries that wait behind others. */
  behind: number[];
}

/** Writes down what was planned. A handful of statements for any number of deliveries, and a few more for each that is split. */
export async function carryOut(
  outbox: Outbox,
  statements: Statements,
  steps: readonly Step[],
  claim: ClaimedFor,
): Promise<CarriedOut> {
  await putOff(outbox, statements, steps);
  const behind = steps.flatMap((step) => (step.do === 'wait' && step.waitingFor === 'order' ? [step.delivery.id] : []));
  const claimed: ClaimedDelivery[] = [];
  for (const step of steps) {
    if (step.do !== 'send') continue;
    for (const part of step.parts) {
      const id = await splitOff(outbox, statements, step.delivery, part);
      if (part.waitingFor === 'order') behind.push(id);
    }
    const body = await bodyOf(outbox, statements, step, claim.authenticator);
    claimed.push(claimedDelivery(step, body, claim, outbox.now()));
  }
  if (claimed.length > 0) await lease(outbox, statements, claimed, claim.lease);
  const ended = steps.filter((step) => step.do === 'give_up').map(({ delivery }) => delivery.id);
  await endDeliveries(outbox, statements, ended, { state: 'unconfirmed', outcome: 'unconfirmed' });
  return { claimed, ended, behind };
}

async function putOff(
  { tables: { deliveries: d } }: Outbox,
  statements: Statements,
  steps: readonly Step[],
): Promise<void> {
  const groups = new Map<string, number[]>();
  for (const step of steps) {
    if (step.do !== 'wait') continue;
    const set = `${d.dueAt} = ${step.dueAt}, ${d.waitingFor} = ${statements.value(step.waitingFor)}`;
    groups.set(set, [...(groups.get(set) ?? []), step.delivery.id]);
  }
  for (const [set, ids] of groups) {
    await statements.change(`UPDATE ${d.table} SET ${set} WHERE ${d.id} IN ${statements.list(ids)}`);
  }
}

interface StepBody {
  text: string;
  checked: boolean;
  taskId: string | null;
}

/** The body a delivery goes with: its own, unless it is split or an equal one was just sent. */
async function bodyOf(
  outbox: Outbox,
  statements: Statements,
  { delivery, members, parts, checked }: Send,
  authenticator: string,
): Promise<StepBody> {
  const { id, body: text, taskId } = delivery;
  if (parts.length === 0 && checked) return { text, taskId, checked: true };
  if (parts.length === 0) {
    // One that went without the check before is so already.
    const unchecked = delivery.checked ? withoutDuplicateCheck(text) : text;
    if (delivery.checked) await update(outbox, statements, id, { body: unchecked, checked: false });
    return { text: unchecked, taskId, checked: false };
  }
  const kept = withMembers(
    text,
    members.map(({ member }) => member),
  );
  const fresh = (await equalAttemptedAt(outbox, statements, { id, authenticator, bodyHash: kept.hash })) === null;
  const own = fresh ? kept.text : withoutDuplicateCheck(kept.text);
  await update(outbox, statements, id, {
    body: own,
    bodyHash: kept.hash,
    taskId: kept.taskId,
    checked: fresh,
    memberCount: members.length,
    logged: false,
  });
  return { text: own, taskId: kept.taskId, checked: fresh };
}

async function splitOff(
  { tables }: Outbox,
  statements: Statements,
  { id, body }: Candidate,
  { members, dueAt, waitingFor }: Part,
): Promise<number> {
  const { recipients: r } = tables;
  const { text, hash, taskId } = withMembers(
    body,
    members.map(({ member }) => member),
  );
  const part = await copyDelivery(tables, statements, id, {
    state: 'queued',
    waitingFor,
    body: text,
    bodyHash: hash,
    checked: true,
    memberCount: members.length,
    taskId,
    dueAt,
    attempts: 0,
    logged: false,
  });
  await statements.change(
    `UPDATE ${r.table} SET ${r.deliveryId} = ${part} WHERE ${r.id} IN ${statements.list(members.map(idOf))}`,
  );
  return part;
}

const idOf = ({ recipientId }: WaitingMember) => recipientId;

async function update(
  { tables: { deliveries: d } }: Outbox,
  statements: Statements,
  id: number,
  changes: Partial<Record<ColumnOf<'deliveries'>, string | number | boolean | null>>,
): Promise<void> {
  const sets = Object.entries(changes).map(
    ([column, value]) => `${d[column as ColumnOf<'deliveries'>]} = ${statements.value(value)}`,
  );
  await statements.change(`UPDATE ${d.table} SET ${sets.join(', ')} WHERE ${d.id} = ${id}`);
}

function claimedDelivery(
  { delivery, members }: Send,
  body: StepBody,
  { authenticator, probe, fingerprint }: ClaimedFor,
  now: number,
): ClaimedDelivery {
  return {
    id: delivery.id,
    authenticator,
    attempt: delivery.attempts + 1,
    body: body.text,
    checked: body.checked,
    taskId: body.taskId,
    memberCount: members.length,
    claimedAt: now,
    attemptedBefore: delivery.attemptedAt,
    unansweredSince: delivery.unansweredSince,
    probe,
    fingerprint,
  };
}

async function lease(
  { tables: { deliveries: d, recipients: r } }: Outbox,
  statements: Statements,
  claimed: readonly ClaimedDelivery[],
  { id, ms }: Lease,
): Promise<void> {
  const ids = claimed.map((delivery) => delivery.id);
  const now = claimed[0]?.claimedAt ?? 0;
  await statements.changeAll([
    `UPDATE ${d.table}
      SET ${d.state} = 'sending', ${d.waitingFor} = NULL, ${d.lease} = ${statements.value(id)}, ${d.leaseUntil} = ${now + ms},
        ${d.attempts} = ${d.attempts} + 1, ${d.attemptedAt} = ${now}
      WHERE ${d.id} IN ${statements.list(ids)} AND ${d.state} = 'queued'`,
    `UPDATE ${r.table} SET ${r.attemptedAt} = ${now}, ${r.sends} = ${r.sends} + 1
      WHERE ${stillWaiting(r, ids)}`,
  ]);
}
