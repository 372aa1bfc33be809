import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { acme, createSimulator, type Simulator } from '@openwecom/simulator';
import { chromium, type Browser, type Page } from 'playwright-core';
import { ADMINISTRATOR, DEMO_PASSWORD } from '../../apps/demo/src/accounts';
import { signIn, type NocoBaseApi } from '../../apps/demo/src/nocobase-api';
import { root } from '../../scripts/lib/paths.mjs';
import { startStockHost, type StockHost } from './stock-host';

const PACKAGE = '@openwecom/plugin-wecom';
const MEMBER = 'zhangsan';
const run = promisify(execFile);

let folder: string;
let archive: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'openwecom-package-'));
  await run('npm', ['pack', '--pack-destination', folder], { cwd: join(root, 'packages/plugin-wecom/build') });
  const [file] = readdirSync(folder);
  archive = join(folder, file ?? '');
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed plugin', () => {
  const files = async () => (await run('tar', ['-tzf', archive])).stdout.trim().split('\n');

  it('is one file under 1 MB', () => {
    expect(statSync(archive).size).toBeLessThan(1_000_000);
  });

  it('has what the host looks for, and no sources', async () => {
    const listed = await files();
    for (const file of [
      'package.json',
      'client.js',
      'client-v2.js',
      'server.js',
      'LICENSE',
      'THIRD-PARTY-NOTICES',
      'README.md',
      'dist/externalVersion.js',
      'dist/client/index.js',
      'dist/client-v2/index.js',
      'dist/server/index.js',
      'dist/worker/index.js',
      'dist/locale/en-US.json',
      'dist/locale/zh-CN.json',
    ]) {
      expect(listed).toContain(`package/${file}`);
    }
    expect(listed.filter((file) => file.startsWith('package/src/') || file.includes('node_modules/'))).toEqual([]);
  });

  it('has the command of the worker, which tells what it needs and ends with 1 without it', async () => {
    const place = join(folder, 'command');
    await run('sh', ['-c', `mkdir -p "${place}" && tar -xzf "${archive}" -C "${place}"`]);
    const { bin } = JSON.parse(readFileSync(join(place, 'package/package.json'), 'utf8')) as { bin: object };
    expect(bin).toEqual({ 'openwecom-worker': 'dist/worker/index.js' });
    const command = join(place, 'package/dist/worker/index.js');
    expect(readFileSync(command, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    const env = { PATH: process.env.PATH };
    expect((await run(process.execPath, [command, '--help'], { env })).stdout).toContain('APP_AES_SECRET_KEY_PATH');
    await expect(run(process.execPath, [command], { env })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('WECOM_REDIS_URL is missing') as string,
    });
  });

  it('tells neither a secret of the demo nor a path of the machine it was built on', async () => {
    const unpacked = join(folder, 'unpacked');
    await run('sh', ['-c', `mkdir -p "${unpacked}" && tar -xzf "${archive}" -C "${unpacked}"`]);
    const texts = (await files())
      .filter((file) => !file.endsWith('/'))
      .map((file) => readFileSync(join(unpacked, file), 'utf8'))
      .join('\n');
    const secrets = [acme.contactSecret, ...acme.agents.flatMap((agent) => [agent.secret, agent.encodingAESKey])];
    expect(secrets.filter((secret) => texts.includes(secret))).toEqual([]);
    expect(texts.includes(root)).toBe(false);
  });
});

describe.each([
  { way: 'the command line', install: installByCommandLine },
  { way: "the plugin manager's upload", install: installByUpload },
])('installed into a stock NocoBase by $way', ({ install }) => {
  let host: StockHost;
  let simulator: Simulator;
  let browser: Browser;
  let administrator: NocoBaseApi;
  let token: string;

  beforeAll(async () => {
    host = await startStockHost();
    simulator = await createSimulator();
    browser = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    administrator = await signIn(host.url, ADMINISTRATOR.email, DEMO_PASSWORD);
    ({ token } = await administrator.call<{ token: string }>('auth:signIn', {
      values: { account: ADMINISTRATOR.email, password: DEMO_PASSWORD },
    }));
    await install({ host, page: await openPage(browser, token), administrator });
  });

  afterAll(async () => {
    await browser?.close();
    await simulator?.close();
    await host?.close();
  });

  it.each(['/admin', '/v/admin'])('opens %s without a complaint', async (path) => {
    const page = await openPage(browser, token);
    const complaints: string[] = [];
    page.on('console', (message) => {
      // The modern client of NocoBase asks for an icon that is not there, with or without us.
      if (message.type() === 'error' && !message.location().url.endsWith('/favicon_no_exist.ico'))
        complaints.push(`${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(host.url + path, { waitUntil: 'domcontentloaded' });
    await page.locator('.ant-layout, .ant-pro-layout').first().waitFor();
    await page.waitForLoadState('networkidle');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('sends a message that arrives on the phone', async () => {
    await sendOneMessage(administrator, simulator);
    expect(await sendLog(administrator)).toMatchObject([{ status: 'success', reason: null }]);
    await expect
      .poll(() => simulator.inbox(MEMBER).last()?.body)
      .toMatchObject({
        msgtype: 'markdown',
        markdown: { content: '**Installed** & ready' },
      });
  });
});

interface Installation {
  host: StockHost;
  page: Page;
  administrator: NocoBaseApi;
}

async function installByCommandLine({ host }: Installation): Promise<void> {
  await host.command('pm', 'add', archive);
  await host.command('pm', 'enable', PACKAGE);
}

async function installByUpload({ host, page, administrator }: Installation): Promise<void> {
  page.setDefaultTimeout(90_000);
  await page.goto(`${host.url}/admin/pm/list/local`, { waitUntil: 'domcontentloaded' });
  await page.getByRole('button', { name: 'Add & Update' }).click();
  await page.getByText('Upload plugin').click();
  await page.locator('input[type=file]').setInputFiles(archive);
  await page.getByText(archive.split('/').pop() ?? '').waitFor();
  await page.getByRole('button', { name: 'Submit' }).click();
  await waitUntil(async () => (await installed(administrator))?.installed !== undefined);
  await page.reload({ waitUntil: 'domcontentloaded' });
  await page.getByPlaceholder('Search plugin').fill('WeCom');
  await page.getByRole('switch').first().click();
  await waitUntil(async () => (await installed(administrator))?.enabled === true);
  await page.context().close();
}

const waitUntil = (condition: () => Promise<boolean>) =>
  vi.waitFor(async () => expect(await condition()).toBe(true), { timeout: 90_000, interval: 500 });

/** The host reloads while a plugin is enabled; what it cannot answer then, it answers a moment later. */
async function installed(api: NocoBaseApi) {
  const plugins = await api
    .call<{ packageName: string; installed?: boolean; enabled?: boolean }[]>('pm:list')
    .catch(() => []);
  return plugins.find(({ packageName }) => packageName === PACKAGE);
}

async function openPage(browser: Browser, token: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(
    (items: Record<string, string>) => {
      for (const [name, value] of Object.entries(items)) localStorage.setItem(name, value);
    },
    { NOCOBASE_TOKEN: token, NOCOBASE_AUTH: 'basic', NOCOBASE_LOCALE: 'en-US' },
  );
  return context.newPage();
}

const sendLog = (api: NocoBaseApi) =>
  api.call<{ status: string; reason: string | null }[]>('notificationSendLogs:list');

async function sendOneMessage(api: NocoBaseApi, simulator: Simulator): Promise<void> {
  const { corpId, agents } = simulator.seed;
  const agent = agents[0];
  if (!agent) throw new Error('The example corp has no agent.');
  const { sealed } = await api.call<{ sealed: string }>('openwecom:seal', {
    params: { purpose: 'agent-secret', corpId, baseUrl: simulator.url },
    text: agent.secret,
  });
  await api.call('authenticators:create', {
    values: {
      name: 'acme',
      authType: 'openwecom',
      title: 'Acme',
      enabled: true,
      options: { corpId, agentId: String(agent.agentId), secret: sealed, baseUrl: simulator.url },
    },
  });
  await api.call('notificationChannels:create', {
    values: { name: 'acme', title: 'Acme', notificationType: 'openwecom', options: { authenticator: 'acme' } },
  });
  const user = await api.call<{ id: number }>('users:create', {
    values: { username: 'zhangsan', nickname: '张三', password: DEMO_PASSWORD },
  });
  await api.call('wecomLinks:create', { values: { authenticator: 'acme', wecomUserId: MEMBER, user: user.id } });
  await api.call('messages:send', {
    values: {
      channelName: 'acme',
      message: { content: { msgtype: 'markdown', markdown: { content: '**Installed** & ready' } } },
      receivers: { type: 'userId', value: [user.id] },
      triggerFrom: 'package check',
    },
  });
}
