import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ContactChange } from '@openwecom/client';
import { startCallbackApp, type CallbackApp } from '../src/callback-app';
import { simulate, type Simulated } from '../src/simulated';
import { noticeAgent } from '../src/targets';

/** Changes of the contacts, made in the simulator and read with the client: as events, and again by looking. */

const pair = { token: 'ContactsCallbackToken', encodingAESKey: noticeAgent.encodingAESKey };
let world: Simulated;
let app: CallbackApp;
beforeAll(async () => {
  world = await simulate();
  app = await startCallbackApp(world.simulator.seed.corpId, pair);
});
beforeEach(() => {
  world.simulator.reset();
  app.received.length = 0;
});
afterAll(async () => {
  await app.close();
  await world.simulator.close();
});

const listen = (form: 'full' | 'ids') => world.simulator.saveCallback('contacts', { ...pair, url: app.url, form });

async function heard(): Promise<ContactChange[]> {
  await world.simulator.callbacksSettled('contacts');
  return app.received.map((callback) => {
    if (callback.kind !== 'event' || callback.Event !== 'change_contact') throw new Error('another callback');
    return callback;
  });
}

describe('changes of the contacts', () => {
  it('are read in the full form', async () => {
    const { simulator } = world;
    await listen('full');
    simulator.addMember({ userid: 'wangxin', name: '王欣', department: [21, 22], mobile: '13800000099' });
    simulator.changeMember('wangxin', { department: [3], status: 2, mobile: '' });
    simulator.removeMember('wangxin');
    const id = simulator.addDepartment({ name: '法务部', parentid: 1 });
    simulator.changeDepartment(id, { parentid: 3 });
    simulator.removeDepartment(id);
    simulator.changeTag(1, { userlist: ['zhangsan'], partylist: [3, 4] });
    const changes = await heard();
    const of = (type: ContactChange['ChangeType']) => changes.find(({ ChangeType }) => ChangeType === type);
    expect(changes).toHaveLength(7);
    expect(of('create_user')).toMatchObject({
      FromUserName: 'sys',
      UserID: 'wangxin',
      Name: '王欣',
      Department: ['21', '22'],
      Mobile: '13800000099',
    });
    expect(of('update_user')).toMatchObject({ UserID: 'wangxin', Department: ['3'], Status: '2', Mobile: '' });
    expect(of('delete_user')).toMatchObject({ UserID: 'wangxin' });
    expect(of('create_party')).toMatchObject({ Id: String(id), Name: '法务部', ParentId: '1' });
    expect(of('update_party')).toMatchObject({ Id: String(id), ParentId: '3' });
    expect(of('delete_party')).toMatchObject({ Id: String(id) });
    expect(of('update_tag')).toMatchObject({
      TagId: '1',
      AddUserItems: ['zhangsan'],
      DelUserItems: ['lisi', 'ZhengHao'],
      AddPartyItems: ['3', '4'],
    });
  });

  it('are told by id in the reduced form, and looked up', async () => {
    const { simulator, client } = world;
    await listen('ids');
    simulator.addMember({ userid: 'wangxin', name: '王欣', department: [21] });
    simulator.changeMember('wangxin', { name: '王新' });
    simulator.changeMember('wangxin', { department: [22] });
    const changes = await heard();
    expect(changes.map(({ ChangeType }) => ChangeType).sort()).toEqual(['create_user', 'update_user']);
    for (const change of changes) expect(change).not.toHaveProperty('Name');
    expect(await client.user.get({ userid: 'wangxin' })).toMatchObject({ name: '王新', department: [22] });
  });
});
