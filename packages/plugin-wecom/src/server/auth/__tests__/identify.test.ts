import type { Member, WeComClient } from '@openwecom/client';
import { expect, it } from 'vitest';
import type { WeComApp } from '../../apps/wecom-apps';
import { privateFields, readMember } from '../member/identify';

const member: Member = { userid: 'LiSi', name: 'Li Si', department: [1], status: 1, mobile: '13800000003' };

/** An app whose WeCom knows one member, with private fields behind a ticket. */
function appWith(profile: Member): WeComApp {
  const client = {
    user: { get: () => Promise.resolve(profile) },
    oauth: {
      getUserDetail: () => Promise.resolve({ userid: 'LiSi', mobile: '13900000000', biz_mail: 'l@acme.example' }),
    },
  } as unknown as WeComClient;
  return { name: 'wecom', corpId: 'ww', agentId: 1, client, fingerprint: 'settings', stored: {} };
}

it.each([
  [2, 'disabled'],
  [5, 'left'],
])('refuses a member whose status in WeCom is %d (%s)', async (status) => {
  await expect(readMember(appWith({ ...member, status }), 'lisi')).rejects.toMatchObject({ code: 'memberDisabled' });
});

it.each([1, 4, undefined])('lets a member pass whose status is %s', async (status) => {
  const { status: _, ...rest } = member;
  const profile = status === undefined ? rest : { ...rest, status };
  expect(await readMember(appWith(profile), 'lisi')).toEqual(profile);
});

it('takes private fields from what the member agreed to, else from what the app may see anyway', async () => {
  const app = appWith(member);
  expect(await privateFields(app, { userId: 'lisi', userTicket: 'ticket' }, member)).toMatchObject({
    mobile: '13900000000',
    biz_mail: 'l@acme.example',
  });
  expect(await privateFields(app, { userId: 'lisi' }, member)).toMatchObject({ mobile: '13800000003' });
});
