import type { Model } from '@nocobase/database';
import { createSimulator, type Simulator } from '@openwecom/simulator';
import { CONTACTS_COLLECTION } from '../../constants';
import { addSource, smallCorp } from './contact-sync';
import type { TestHost } from './host';
import { addAuthenticator } from './sign-in';

type Seed = ReturnType<typeof smallCorp>;
type Members = Parameters<typeof smallCorp>[0];

/** As apps of before June 2022: with phone numbers and mail. */
export const TELLS_ALL = { createdBeforeJune2022: true };

export const member = (userid: string, more: Partial<Members[number]> = {}): Members[number] => ({
  userid,
  name: userid,
  department: [2],
  ...more,
});

/** Corps that one NocoBase syncs with, each by a source of its own. */
export class ContactCorps {
  private readonly corps: Simulator[] = [];

  constructor(private readonly host: TestHost) {}

  /** A corp with an authenticator and a source of this name. */
  async open(
    name: string,
    members: Members,
    options: Record<string, unknown> = {},
    agent: Partial<Seed['agents'][number]> = {},
  ): Promise<Simulator> {
    const seed = smallCorp(members);
    // WeCom counts look-ups by corp and app, and so do we.
    const corpId = `wwpeople${String(this.corps.length).padStart(10, '0')}`;
    const corp = await createSimulator({ seed: { ...seed, corpId, agents: [{ ...seed.agents[0]!, ...agent }] } });
    this.corps.push(corp);
    await addAuthenticator(this.host, corp, name);
    await addSource(this.host, corp, name, { authenticator: name, ...options });
    return corp;
  }

  async close(): Promise<void> {
    for (const corp of this.corps) await corp.close();
  }
}

/** Why a person has to decide about a member. */
export async function conflictOf(host: TestHost, source: string, key: string): Promise<unknown> {
  const contact = await host.app.db.getModel<Model>(CONTACTS_COLLECTION).findOne({ where: { source, key } });
  return JSON.parse(contact?.get('conflict') as string);
}

/** An administrator says who a member is. */
export const resolveContact = (root: Awaited<ReturnType<TestHost['root']>>, values: object) =>
  root.post('/api/openwecom:resolveContact').send(values);
