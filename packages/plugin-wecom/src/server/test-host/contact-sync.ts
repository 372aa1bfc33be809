import type { Model } from '@nocobase/database';
import type { Seed, SeedInput, Simulator } from '@openwecom/simulator';
import { expect, vi } from 'vitest';
import { CONTACTS_COLLECTION, LINKS_COLLECTION, SYNC_RUNS_COLLECTION, SYNC_TYPE } from '../../constants';
import type { TestHost } from './host';
import { sealSecret } from './wecom';

type Agent = Seed['agents'][number];

/** What the host's departments need. */
export const DEPARTMENT_PLUGINS = ['collection-tree', 'departments'];

/** A sync source with the secret of the simulator's agent. @returns its id */
export async function addSource(
  host: TestHost,
  { seed, url }: Simulator,
  name: string,
  options: Record<string, unknown> = {},
  agent: Agent | undefined = seed.agents[0],
): Promise<number> {
  const root = await host.root();
  const { corpId } = seed;
  const secret = agent && (await sealSecret(root, { corpId, baseUrl: url, secret: agent.secret }));
  const settings = { corpId, agentId: String(agent?.agentId ?? 1), secret, baseUrl: url };
  const created = await root.post('/api/userDataSyncSources:create').send({
    name,
    sourceType: SYNC_TYPE,
    displayName: name,
    enabled: true,
    options: { ...settings, authenticator: 'wecom', ...options },
  });
  expect(created.status).toBe(200);
  return (created.body as { data: { id: number } }).data.id;
}

/** Seals the secret of contacts sync. */
export async function contactsSecret(host: TestHost, { seed, url }: Simulator): Promise<string> {
  return sealSecret(await host.root(), { corpId: seed.corpId, baseUrl: url, secret: seed.contactSecret });
}

export interface RunRow {
  id: number;
  status: string;
  reason: string | null;
  counts: Record<string, number>;
  failures: { userId: string; reason: string }[];
  [column: string]: unknown;
}

/** Syncs as the host's button does. @returns the run and the host's own record of it, when both have ended */
export async function pull(
  host: TestHost,
  source: string,
): Promise<{ run: RunRow; task: { status: string; message: string | null } }> {
  const root = await host.root();
  const before = (await lastRun(host, source))?.id ?? 0;
  expect((await root.post(`/api/userData:pull?name=${source}`)).status).toBe(200);
  return vi.waitFor(
    async () => {
      const run = await lastRun(host, source);
      if (!run || Number(run.id) <= Number(before) || run.status === 'running') throw new Error('not ended');
      const task = await taskOf(host, run.taskId as number);
      expect(task.status).toMatch(/success|failed/);
      return { run, task };
    },
    { timeout: 60_000, interval: 20 },
  );
}

export async function lastRun(host: TestHost, source: string): Promise<RunRow | undefined> {
  const row = await host.app.db
    .getModel<Model>(SYNC_RUNS_COLLECTION)
    .findOne({ where: { source }, order: [['id', 'DESC']] });
  if (!row) return undefined;
  const { counts, failures, ...rest } = row.toJSON<Record<string, string | null>>();
  return { ...rest, counts: parsed(counts) ?? {}, failures: parsed(failures) ?? [] } as unknown as RunRow;
}

function parsed(json: string | null | undefined): unknown {
  return json ? JSON.parse(json) : undefined;
}

async function taskOf(host: TestHost, id: number): Promise<{ status: string; message: string | null }> {
  const task = await host.app.db.getModel<Model>('userDataSyncTasks').findOne({ where: { id } });
  return task?.toJSON() as { status: string; message: string | null };
}

/** The users that are linked, by member: their fields, and titles of their departments with a star where they lead. */
export async function linkedUsers(host: TestHost, authenticator = 'wecom'): Promise<Record<string, SyncedUser>> {
  const { db } = host.app;
  const withDepartments = db.getCollection('users').hasField('departments');
  const links = await db.getModel<Model>(LINKS_COLLECTION).findAll({ where: { authenticator } });
  const entries = links.map(async (link) => {
    const user = (await db.getRepository('users').findOne({
      filterByTk: link.get('userId') as number,
      appends: withDepartments ? ['departments', 'mainDepartment'] : [],
    })) as Model;
    const values = user.toJSON<StoredUser>();
    const departments = (values.departments ?? [])
      .map(({ title, departmentsUsers }) => `${title}${departmentsUsers?.isOwner ? '*' : ''}`)
      .sort();
    return [link.get('wecomUserId'), { ...values, departments, mainDepartment: values.mainDepartment?.title }] as const;
  });
  return Object.fromEntries(await Promise.all(entries)) as Record<string, SyncedUser>;
}

interface StoredUser {
  departments?: StoredDepartment[];
  mainDepartment?: StoredDepartment | null;
}

interface StoredDepartment {
  title: string;
  departmentsUsers?: { isOwner: boolean };
}

export interface SyncedUser {
  id: number;
  username: string;
  nickname: string;
  phone: string | null;
  email: string | null;
  departments: string[];
  mainDepartment: string | undefined;
  [field: string]: unknown;
}

/** The state of each member the source knows, by key. */
export async function contactStates(host: TestHost, source: string): Promise<Record<string, string>> {
  const contacts = await host.app.db
    .getModel<Model>(CONTACTS_COLLECTION)
    .findAll({ where: { source, kind: 'member' } });
  return Object.fromEntries(contacts.map((contact) => [contact.get('key'), contact.get('state')])) as Record<
    string,
    string
  >;
}

/** A corp of three departments (`1` above `2` and `3`), with an app that sees all of it. */
export function smallCorp(members: SeedInput['members']): SeedInput {
  return {
    corpId: 'wwsmall0000corp001',
    contactSecret: 'contacts-sync-secret-of-the-small-corp',
    agents: [
      { agentId: 1, name: 'Small', secret: 'agent-secret-of-the-small-corp', visibleRange: { departments: [1] } },
    ],
    departments: [
      { id: 1, name: 'Small corp', parentid: 0, order: 1 },
      { id: 2, name: 'Workshop', parentid: 1, order: 20 },
      { id: 3, name: 'Office', parentid: 1, order: 10 },
    ],
    members,
  };
}

/** Statements that changed a row of one of the tables while `during` ran. */
export async function writesTo(
  host: TestHost,
  tables: readonly string[],
  during: () => Promise<unknown>,
): Promise<string[]> {
  const statements: string[] = [];
  const { options } = host.app.db.sequelize as unknown as { options: { logging: unknown } };
  const before = options.logging;
  options.logging = (statement: string) => void statements.push(statement);
  try {
    await during();
  } finally {
    options.logging = before;
  }
  const writes = new RegExp(`^Executing \\([^)]*\\): (INSERT|UPDATE|DELETE).*?[\`"](${tables.join('|')})[\`"]`);
  return statements.filter((statement) => writes.test(statement));
}
