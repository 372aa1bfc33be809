import { createSimulator, type Simulator } from '@openwecom/simulator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMINISTRATOR, DEMO_PASSWORD } from '../apps/demo/src/accounts';
import { signIn, type NocoBaseApi } from '../apps/demo/src/nocobase-api';
import { expectAccessible, lanes, launch, visit, world } from './browser';
import { drawer, item, stillness, submit, typeInto } from './form';

const SOURCES = '/admin/settings/users-permissions/sync';
const SYNC = '/admin/settings/users-permissions/wecom-sync';

const AGENT = { agentId: 1000021, secret: 'agent-secret-of-the-synced-corp', name: 'Synced' };
/** Where others reach the host, as the authenticators say. */
const ORIGIN = 'https://nocobase.example';

const PAIR = { token: 'TokenOfTheConsole', encodingAESKey: 'a'.repeat(42) + 'A' };

let browser: Browser;
let api: NocoBaseApi;
let corp: Simulator;

beforeAll(async () => {
  browser = await launch();
  api = await signIn(world.hostUrl, ADMINISTRATOR.email, DEMO_PASSWORD);
  corp = await createSimulator({
    seed: {
      corpId: 'wwsynced0000corp01',
      contactSecret: 'contacts-secret-of-the-synced-corp',
      agents: [{ ...AGENT, visibleRange: { departments: [1] } }],
      departments: [
        { id: 1, name: 'Synced', parentid: 0, order: 1 },
        { id: 2, name: 'Workshop', parentid: 1, order: 2 },
      ],
      members: ['sync_one', 'sync_two', 'sync_twin'].map((userid) => ({ userid, name: userid, department: [2] })),
    },
  });
  for (const username of ['sync_Twin', 'SYNC_TWIN']) {
    const email = `${username}.with.an.address.as.long.as.some.of.them.are@a.company.with.a.long.name.example`;
    await api.call('users:create', { values: { username, email, nickname: `Here as ${username}` } });
  }
  for (const { lane } of lanes) await addAuthenticator(`synced_${lane}`);
});

afterAll(async () => {
  await browser?.close();
  await corp?.close();
});

describe.each(lanes)('contact sync, $lane client', ({ lane, base }) => {
  const name = `synced_${lane}`;

  it('is set up as documented, until WeCom has verified the address', async () => {
    const { page, complaints } = await visit(browser, base + SOURCES);
    const button = page.getByRole('button', { name: 'Add new' });
    await button.hover();
    await page.getByRole('menuitem', { name: 'WeCom', exact: true }).click();
    await drawer(page).getByText('Company ID', { exact: true }).waitFor();
    await drawer(page).getByText('Only users are synced', { exact: true }).waitFor();
    await drawer(page).locator('input').first().fill(name);
    await drawer(page).getByRole('checkbox').first().check();
    await choose(page, 'Authenticator', `Title of ${name}`);
    await typeInto(page, 'Company ID', corp.seed.corpId);
    await typeInto(page, 'AgentId', String(AGENT.agentId));
    await typeInto(page, 'Secret', AGENT.secret);
    await typeInto(page, 'API base URL', corp.url);
    await typeInto(page, 'Token', PAIR.token);
    await typeInto(page, 'EncodingAESKey', PAIR.encodingAESKey);
    await submit(page);
    await drawer(page).waitFor({ state: 'hidden' });

    const { enabled, options } = await api.call<{ enabled: boolean; options: Record<string, unknown> }>(
      'userDataSyncSources:get',
      { params: { filter: { name } } },
    );
    expect(enabled).toBe(true);
    expect(options).toMatchObject({ authenticator: name, match: 'username', leavers: 'disable', leaverLimit: 10 });
    for (const secret of ['secret', 'token', 'encodingAESKey']) expect(options[secret]).toMatch(/^sealed:v1:/);

    await configure(page, name);
    const address = page.getByLabel('Callback address (URL)');
    await address.waitFor();
    await expectAccessible(page, '.ant-drawer-body .ant-form');
    const url = await address.inputValue();
    expect(url).toBe(`${ORIGIN}/api/openwecom:callback/sync-${name}`);
    await drawer(page).getByRole('button', { name: 'Copy' }).waitFor();
    await drawer(page).getByText('Never called.').waitFor();
    const reached = url.replace(ORIGIN, world.hostUrl);
    const other = { ...PAIR, token: 'AnotherToken' };
    expect(await corp.saveCallback(AGENT.agentId, { url: reached, ...other })).toMatchObject({ ok: false });
    await drawer(page).getByRole('button', { name: 'Look again' }).click();
    await drawer(page)
      .getByText(/^Rejected .*: wrong Token/)
      .waitFor();
    expect(await corp.saveCallback(AGENT.agentId, { url: reached, ...PAIR })).toMatchObject({ ok: true });
    await drawer(page).getByRole('button', { name: 'Look again' }).click();
    await drawer(page)
      .getByText(/^Verified (now|\d+ seconds ago)$/)
      .waitFor();
    await drawer(page)
      .getByRole('link', { name: /^Open the page of this sync/ })
      .click();
    await page.waitForURL(`**${base}${SYNC}?source=${name}`);
    await page.getByTestId('wecom-sync-page').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('says at each field what is wrong with it', async () => {
    const { page } = await visit(browser, base + SOURCES, { language: 'zh-CN' });
    const button = page.getByRole('button', { name: /添\s?加|新\s?建/ });
    await button.hover();
    await page.getByRole('menuitem', { name: '企业微信', exact: true }).click();
    await drawer(page).getByText('企业 ID', { exact: true }).waitFor();
    await item(drawer(page), '定时同步').locator('input').fill('daily');
    await item(drawer(page), '部门').locator('input').fill('Workshop');
    await page.keyboard.press('Enter');
    await page
      .getByRole('button', { name: /提\s?交/ })
      .last()
      .click();
    for (const text of [
      '请输入企业 ID',
      '请输入认证器',
      '部门 ID 为整数，例如 2',
      '请输入五个字段，例如 0 3 * * * 表示每天 3:00',
    ]) {
      await page.getByText(text, { exact: true }).waitFor();
    }
    // The secret of contacts sync does as well as that of an app.
    await page.getByText('请输入Secret', { exact: true }).waitFor();
    await drawer(page).getByRole('button', { name: '通讯录同步助手' }).click();
    await stillness(page);
    await typeInto(page, '通讯录同步的 Secret', 'secret-of-contacts-sync');
    await page
      .getByRole('button', { name: /提\s?交/ })
      .last()
      .click();
    await page.getByText('请输入Secret', { exact: true }).waitFor({ state: 'hidden' });
    await page.close();
  });

  it('shows what it does, and asks who somebody is whom two users match', async () => {
    const page = await syncPage(base, name);
    await page.getByText('No sync yet.').waitFor();
    await page.getByText('Only users are synced', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.locator('[data-status=succeeded]').waitFor();
    await page.locator('[data-count=conflicts]').waitFor();
    await expectAccessible(page, '[data-testid=wecom-sync-page]');
    const decide = page.getByRole('button', { name: 'Decide' });
    const { x, width } = (await decide.boundingBox())!;
    expect(x + width).toBeLessThan(page.viewportSize()!.width);
    await decide.click();
    await stillness(page);
    await page.getByRole('radio', { name: /\bSYNC_TWIN\b/ }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Nothing to decide.').waitFor();
    const links = await api.call<{ wecomUserId: string; user: { username: string } }[]>('wecomLinks:list', {
      params: { filter: { authenticator: name }, appends: 'user', sort: 'wecomUserId' },
    });
    expect(links.map(({ wecomUserId, user }) => [wecomUserId, user.username])).toEqual([
      ['sync_one', 'sync_one'],
      ['sync_twin', 'SYNC_TWIN'],
      ['sync_two', 'sync_two'],
    ]);
    await page.close();
  });

  it('is cancelled by hand, and says why it failed', async () => {
    const page = await syncPage(base, name);
    corp.addFault({ path: '*', times: 'until-cleared', delayMs: 3000 });
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.getByRole('progressbar').waitFor();
    // Of departments.
    await page.getByTestId('sync-progress').getByText('0 of 2', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Cancel the sync' }).click();
    await page.getByRole('tooltip').getByRole('button', { name: 'Cancel the sync' }).click();
    await page.locator('[data-status=cancelled]').first().waitFor();
    corp.clearFaults();

    corp.addFault({ path: '*', times: 'until-cleared', errcode: 60020 });
    await page.getByRole('button', { name: 'Sync now' }).click();
    const failure = page.getByRole('alert').filter({ hasText: 'The sync failed' });
    await failure.waitFor();
    expect(await failure.innerText()).toContain('60020');
    corp.clearFaults();
    await page.getByRole('link', { name: 'Sync sources' }).click();
    await page.waitForURL(`**${base}${SOURCES}`);
    await page.close();
  });

  it('asks about members who left when they are many', async () => {
    const page = await syncPage(base, name);
    corp.removeMember('sync_two');
    await page.getByRole('button', { name: 'Sync now' }).click();
    const question = page.getByRole('alert').filter({ hasText: '1 of 3 members are no longer there. Have they left?' });
    await question.waitFor();
    expect(await isShutOut('sync_two')).toBe(false);
    await question.getByRole('button', { name: 'Yes, they left' }).click();
    await page.getByRole('tooltip').getByRole('button', { name: 'Yes, they left' }).click();
    await question.waitFor({ state: 'detached' });
    await page.locator('[data-status=succeeded]').first().waitFor();
    await expect.poll(() => isShutOut('sync_two')).toBe(true);
    corp.addMember({ userid: 'sync_two', name: 'sync_two', department: [2] });
    await page.close();
  });

  async function isShutOut(wecomUserId: string): Promise<boolean> {
    const [link] = await api.call<{ disabled: boolean }[]>('wecomLinks:list', {
      params: { filter: { authenticator: name, wecomUserId } },
    });
    return link?.disabled === true;
  }

  it('keeps what members click on cards once callbacks are enabled on an authenticator', async () => {
    const { page } = await visit(browser, `${base}/admin/settings/auth/authenticators`);
    await configure(page, name);
    await drawer(page).getByText('Receive messages of members and their clicks on cards').click();
    await typeInto(page, 'Token', PAIR.token);
    await typeInto(page, 'EncodingAESKey', PAIR.encodingAESKey);
    await submit(page);
    await drawer(page).waitFor({ state: 'hidden' });
    await configure(page, name);
    const address = page.getByLabel('Callback address (URL)');
    await address.waitFor();
    const url = await address.inputValue();
    expect(url).toBe(`${ORIGIN}/api/openwecom:callback/auth-${name}`);
    const reached = url.replace(ORIGIN, world.hostUrl);
    expect(await corp.saveCallback(AGENT.agentId, { url: reached, ...PAIR })).toMatchObject({ ok: true });
    await drawer(page).getByRole('button', { name: 'Look again' }).click();
    await drawer(page)
      .getByText(/^Verified /)
      .waitFor();
    await page.close();

    await sendCardWithMenu(name);
    const before = (await clicks()).length;
    corp.click({ userid: 'sync_one', taskId: taskIdOfLastCard(), key: 'approve' });
    await expect.poll(async () => (await clicks()).length).toBe(before + 1);
    expect((await clicks()).at(-1)).toMatchObject({ member: 'sync_one', eventKey: 'approve' });
  });
});

async function addAuthenticator(name: string): Promise<void> {
  const { sealed } = await api.call<{ sealed: string }>('openwecom:seal', {
    params: { purpose: 'agent-secret', corpId: corp.seed.corpId, baseUrl: corp.url },
    text: AGENT.secret,
  });
  const options = { corpId: corp.seed.corpId, agentId: String(AGENT.agentId), secret: sealed, baseUrl: corp.url };
  await api.call('authenticators:create', {
    values: {
      name,
      authType: 'openwecom',
      title: `Title of ${name}`,
      enabled: true,
      options: { ...options, origin: ORIGIN },
    },
  });
  await api.call('notificationChannels:create', {
    values: { name, title: name, notificationType: 'openwecom', options: { authenticator: name } },
  });
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await item(drawer(page), label).locator('.ant-select-selector').click();
  await page.locator('.ant-select-item-option:visible').getByText(option, { exact: true }).click();
}

async function configure(page: Page, name: string): Promise<void> {
  const row = page.getByRole('row').filter({ hasText: name }).first();
  await row.getByText(/^(Configure|Edit)$/).click();
  await drawer(page).getByText('Company ID', { exact: true }).waitFor();
}

async function syncPage(base: string, name: string): Promise<Page> {
  const { page } = await visit(browser, `${base}${SYNC}?source=${name}`);
  await page.getByTestId('wecom-sync-page').waitFor();
  return page;
}

async function sendCardWithMenu(channelName: string): Promise<void> {
  const [user] = await api.call<{ id: number }[]>('users:list', { params: { filter: { username: 'sync_one' } } });
  const before = corp.inbox('sync_one').messages.length;
  const template_card = {
    card_type: 'text_notice',
    main_title: { title: 'Leave request' },
    action_menu: { desc: 'More', action_list: [{ text: 'Approve', key: 'approve' }] },
    card_action: { type: 1, url: 'https://nocobase.example' },
  };
  await api.call('messages:send', {
    values: {
      channelName,
      message: { content: { msgtype: 'template_card', template_card } },
      receivers: { type: 'userId', value: [user?.id] },
      data: {},
      triggerFrom: 'test',
    },
  });
  await expect.poll(() => corp.inbox('sync_one').messages.length).toBe(before + 1);
}

function taskIdOfLastCard(): string {
  const { body } = corp.inbox('sync_one').last() as unknown as { body: { template_card: { task_id: string } } };
  return body.template_card.task_id;
}

const clicks = (): Promise<{ member: string; eventKey: string }[]> =>
  api.call('wecomCardReplies:list', { params: { sort: 'id', paginate: false } });
