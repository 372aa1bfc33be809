import { signIn, type NocoBaseApi } from './nocobase-api';
import { applicant, approver, DEMO_PASSWORD, unreachable } from './accounts';
import { agent, corp } from './corp';
import { startDemo, type Demo, type DemoOptions } from './demo';
import { LEAVE_REQUESTS } from './seed/leave-collection';

/** From the request's creation to the last of the three messages on the phone. */
const ARRIVES_WITHIN_MS = 2000;
/** From the change in WeCom to NocoBase. */
const CALLBACK_WITHIN_MS = 5000;
/** A failure should say how late, not just that it was late. */
const GIVE_UP_AFTER_MS = 15_000;
const LOOK_EVERY_MS = 20;

const EXPECTED = ['textcard', 'markdown', 'template_card'];

interface Inbox {
  messages: { msgtype: string; state: string; sentAt: number; body: Record<string, unknown> }[];
}

/**
 * Creates one leave request, as a person would, and waits for its three messages on the approver's phone. Then the approver answers the
 * card, and a member is added in WeCom.
 *
 * @returns the exit code: 0 when all three came within two seconds, and both callbacks within five
 */
export async function check(options: DemoOptions): Promise<number> {
  const demo = await startDemo(options);
  try {
    const administrator = await signIn(demo.url, 'admin', DEMO_PASSWORD);
    const people = await administrator.call<{ id: number; username: string }[]>('users:list', {
      params: { paginate: false },
    });
    const isSynced = await directoryIsSynced(administrator);
    const idOf = (username: string) => people.find((user) => user.username === username)?.id;

    const api = await signIn(demo.url, applicant.username, DEMO_PASSWORD);
    const began = Date.now();
    await api.call(`${LEAVE_REQUESTS}:create`, {
      values: {
        applicant: idOf(applicant.username),
        approver: idOf(approver.username),
        startDate: '2026-05-06',
        endDate: '2026-05-08',
        days: 3,
        reason: '回家探亲 & <visit> "family"',
      },
    });
    const { messages, tookMs } = await waitForMessages(demo.simulatorUrl, began);
    for (const { msgtype, state, body } of messages) {
      console.log(`  ${msgtype.padEnd(14)} ${state.padEnd(10)} ${JSON.stringify(body[msgtype])}`);
    }
    const missing = EXPECTED.filter((kind) => !messages.some((message) => message.msgtype === kind));
    if (missing.length > 0) {
      console.error(`✗ Not on ${approver.nickname}'s phone after ${GIVE_UP_AFTER_MS / 1000} s: ${missing.join(', ')}`);
      return 1;
    }
    const inTime = tookMs <= ARRIVES_WITHIN_MS;
    if (inTime) console.log(`✓ ${messages.length} messages on ${approver.nickname}'s phone within ${tookMs} ms`);
    else console.error(`✗ The messages took ${tookMs} ms, the promise is ${ARRIVES_WITHIN_MS} ms.`);
    const answered = await clickArrives(demo, administrator, messages);
    const hired = await memberArrives(demo, administrator);
    return isSynced && inTime && answered && hired ? 0 : 1;
  } finally {
    await demo.stop();
  }
}

/** The demo begins with everybody its application sees, each with a link, and with their departments; but for one, to be told by hand. */
async function directoryIsSynced(administrator: NocoBaseApi): Promise<boolean> {
  const all = { params: { paginate: false } };
  const links = await administrator.call<{ wecomUserId: string }[]>('wecomLinks:list', all);
  const departments = await administrator.call<{ title: string }[]>('departments:list', all);
  const linked = new Set(links.map(({ wecomUserId }) => wecomUserId));
  const titles = new Set(departments.map(({ title }) => title));
  const seen = corp.departments.filter(({ id, parentid }) => [id, parentid].some((one) => isVisible(one)));
  const byHand = new Set(unreachable.filter(({ wecomUserId }) => !wecomUserId).map(({ nickname }) => nickname));
  const members = corp.members.filter(
    ({ name, department }) => !byHand.has(name) && department.some((id) => seen.some((one) => one.id === id)),
  );
  const missing = [
    ...seen.filter(({ name }) => !titles.has(name)).map(({ name }) => name),
    ...members.filter(({ userid }) => !linked.has(userid.toLowerCase())).map(({ name }) => name),
  ];
  if (missing.length > 0) console.error(`✗ Not synced: ${missing.join(', ')}`);
  else console.log(`✓ ${members.length} members and ${seen.length} departments were synced before`);
  return missing.length === 0;
}

const isVisible = (department: number) => agent.visibleRange.departments.includes(department);

/** The approver chooses from the menu of the template card. */
async function clickArrives(
  { simulatorUrl }: Demo,
  administrator: NocoBaseApi,
  messages: Inbox['messages'],
): Promise<boolean> {
  const card = messages.find(({ msgtype }) => msgtype === 'template_card')?.body['template_card'] as {
    task_id: string;
  };
  const click = { userid: approver.wecomUserId, taskId: card.task_id, key: 'remind' };
  return arrives('the answer to the card', `${simulatorUrl}/_simulator/click`, click, async () => {
    const params = { filter: { taskId: card.task_id } };
    return (await administrator.call<unknown[]>('wecomCardReplies:list', { params })).length > 0;
  });
}

/** Somebody is hired. */
function memberArrives({ simulatorUrl }: Demo, administrator: NocoBaseApi): Promise<boolean> {
  const member = { userid: 'XinTongshi', name: '新同事', department: [2] };
  return arrives('the new member', `${simulatorUrl}/_simulator/members`, member, async () => {
    const params = { filter: { username: member.userid.toLowerCase() } };
    return (await administrator.call<unknown[]>('users:list', { params })).length > 0;
  });
}

async function arrives(what: string, url: string, body: unknown, isThere: () => Promise<boolean>): Promise<boolean> {
  const began = Date.now();
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) {
    console.error(`✗ The simulator answered ${response.status}: ${await response.text()}`);
    return false;
  }
  while (!(await isThere())) {
    if (Date.now() - began > CALLBACK_WITHIN_MS) {
      console.error(`✗ After ${CALLBACK_WITHIN_MS} ms ${what} has not arrived in NocoBase.`);
      return false;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  console.log(`✓ ${what} in NocoBase within ${Date.now() - began} ms`);
  return true;
}

async function waitForMessages(simulatorUrl: string, began: number) {
  for (;;) {
    const response = await fetch(`${simulatorUrl}/_simulator/inbox/${approver.wecomUserId}`);
    const { messages } = (await response.json()) as Inbox;
    const tookMs = Date.now() - began;
    if (EXPECTED.every((kind) => messages.some((message) => message.msgtype === kind)) || tookMs > GIVE_UP_AFTER_MS) {
      return { messages, tookMs };
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
