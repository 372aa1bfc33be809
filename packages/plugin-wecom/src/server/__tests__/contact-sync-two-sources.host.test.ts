import type { Model } from '@nocobase/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LINKS_COLLECTION } from '../../constants';
import { ContactCorps, member } from '../test-host/contact-corps';
import { addSource, contactStates, DEPARTMENT_PLUGINS, linkedUsers, pull } from '../test-host/contact-sync';
import { bootHost, type TestHost } from '../test-host/host';
import { addAuthenticator } from '../test-host/sign-in';

let host: TestHost;
let corps: ContactCorps;

beforeAll(async () => {
  host = await bootHost({ plugins: DEPARTMENT_PLUGINS, inFile: true });
  corps = new ContactCorps(host);
});
afterAll(async () => {
  await host?.close();
  await corps?.close();
});

/** One source for each of the two departments of a corp, both with one authenticator: `workshop` and `office`, after the prefix. */
async function twoSources(prefix: string, leavers: string) {
  const members = [
    member(`${prefix}-both`, { department: [2, 3] }),
    member(`${prefix}-mover`, { department: [2] }),
    member(`${prefix}-other`, { department: [3] }),
    member(`${prefix}-fourth`, { department: [2] }),
  ];
  const options = { leavers, leaverLimit: 100 };
  const workshop = `${prefix}-workshop`;
  const office = `${prefix}-office`;
  const corp = await corps.open(workshop, members, { ...options, departments: [2] });
  await addSource(host, corp, office, { ...options, departments: [3], authenticator: workshop });
  for (const source of [workshop, office]) expect((await pull(host, source)).run.status).toBe('succeeded');
  const isDisabled = async (wecomUserId: string): Promise<unknown> => {
    const where = { authenticator: workshop, wecomUserId };
    return (await host.app.db.getModel<Model>(LINKS_COLLECTION).findOne({ where }))?.get('disabled') as unknown;
  };
  const people = () => linkedUsers(host, workshop);
  return { corp, workshop, office, isDisabled, people };
}

describe('two sources with one authenticator', () => {
  it('leave the link alone while one of them has the member', async () => {
    const { corp, workshop, office, isDisabled, people } = await twoSources('held', 'disable');
    expect((await people())['held-both']?.departments).toEqual(['Office', 'Workshop']);
    corp.changeMember('held-both', { department: [3] });
    expect((await pull(host, workshop)).run.counts.left).toBe(1);
    await pull(host, office);
    expect(await isDisabled('held-both')).toBe(false);
    expect((await people())['held-both']).toMatchObject({ departments: ['Office'], mainDepartment: 'Office' });
    // The last one that has them says what becomes of them.
    corp.removeMember('held-both');
    await pull(host, office);
    expect(await isDisabled('held-both')).toBe(true);
    expect(await contactStates(host, workshop)).toMatchObject({ 'held-both': 'left' });
  });

  it('remove nobody whom one of them has', async () => {
    const { corp, workshop, office, people } = await twoSources('kept', 'remove');
    const { id } = (await people())['kept-both']!;
    corp.changeMember('kept-both', { department: [3] });
    await pull(host, workshop);
    await pull(host, office);
    expect((await people())['kept-both']).toMatchObject({ id, departments: ['Office'] });
    corp.removeMember('kept-both');
    await pull(host, office);
    expect(await host.app.db.getRepository('users').count({ filter: { id } })).toBe(0);
  });

  it('hand over who moves from one to the other, whichever is synced first', async () => {
    const { corp, workshop, office, isDisabled, people } = await twoSources('moved', 'disable');
    const { id } = (await people())['moved-mover']!;
    corp.changeMember('moved-mover', { department: [3] });
    await pull(host, workshop);
    expect(await isDisabled('moved-mover')).toBe(true);
    await pull(host, office);
    expect(await isDisabled('moved-mover')).toBe(false);
    expect((await people())['moved-mover']).toMatchObject({ id, departments: ['Office'], mainDepartment: 'Office' });
    // Whom a person shut out stays out when they move back.
    await host.app.db.getRepository('wecomLinks').update({
      filter: { authenticator: workshop, wecomUserId: 'moved-mover' },
      values: { disabled: true },
    });
    corp.changeMember('moved-mover', { department: [2] });
    await pull(host, workshop);
    await pull(host, office);
    expect(await isDisabled('moved-mover')).toBe(true);
    expect((await people())['moved-mover']).toMatchObject({ id, departments: ['Workshop'] });
  });

  it('are two when they have an authenticator each', async () => {
    const { corp, workshop, isDisabled } = await twoSources('apart', 'disable');
    await addAuthenticator(host, corp, 'apart-elsewhere');
    await addSource(host, corp, 'apart-third', { authenticator: 'apart-elsewhere', match: 'none', departments: [3] });
    expect((await pull(host, 'apart-third')).run.status).toBe('succeeded');
    corp.changeMember('apart-mover', { department: [3] });
    await pull(host, workshop);
    await pull(host, 'apart-third');
    expect(await isDisabled('apart-mover')).toBe(true);
  });
});
