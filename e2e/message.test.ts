import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMINISTRATOR, DEMO_PASSWORD } from '../apps/demo/src/accounts';
import { signIn, type NocoBaseApi } from '../apps/demo/src/nocobase-api';
import { expectAccessible, lanes, launch, visit, world, type Lane, type Visit } from './browser';
import { drawer, fillText, submit } from './form';

const NICKNAME = '{{{$context.data.nickname}}}';

let browser: Browser;
let api: NocoBaseApi;
beforeAll(async () => {
  browser = await launch();
  api = await signIn(world.hostUrl, ADMINISTRATOR.email, DEMO_PASSWORD);
});
afterAll(() => browser.close());

interface Sample {
  kind: string;
  fill: (page: Page) => Promise<void>;
  /** What a reopened form shows. */
  reopened: string;
  /** What arrives when the workflow runs for this user. */
  arrives: (nickname: string) => object;
}

const samples: Sample[] = [
  {
    kind: 'Text card',
    fill: async (page) => {
      await fillText(page, 'Title', `New user ${NICKNAME}`);
      await drawer(page).getByRole('button', { name: 'Highlighted text' }).click();
      await page.waitForFunction(() => window.getSelection()?.toString() === 'text');
      await page.keyboard.insertText('Welcome');
      await fillText(page, 'Link', 'https://example.com/users');
      await fillText(page, 'Button text', 'Open');
    },
    reopened: `New user ${NICKNAME}`,
    arrives: (nickname) => ({
      msgtype: 'textcard',
      textcard: {
        title: `New user ${nickname}`,
        description: '<div class="highlight">Welcome</div>',
        url: 'https://example.com/users',
        btntxt: 'Open',
      },
    }),
  },
  {
    kind: 'Markdown',
    fill: (page) => fillText(page, 'Content', `# New user\n> **${NICKNAME}**`),
    reopened: `# New user\n> **${NICKNAME}**`,
    arrives: (nickname) => ({ msgtype: 'markdown', markdown: { content: `# New user\n> **${nickname}**` } }),
  },
  {
    kind: 'Template card: text notice',
    fill: async (page) => {
      const part = (name: string) => drawer(page).getByRole('group', { name, exact: true });
      const add = (name: string) =>
        drawer(page)
          .getByRole('button', { name: `plus ${name}`, exact: true })
          .click();
      await fillText(part('Main title'), 'Title', 'New user');
      await add('Key figure');
      await fillText(part('Key figure'), 'Figure', '1');
      await add('Keys and values');
      await fillText(part('Keys and values 1'), 'Key', 'Name');
      await fillText(part('Keys and values 1'), 'Value', NICKNAME);
      await part('Keys and values')
        .getByRole('button', { name: /^plus Add/ })
        .click();
      await fillText(part('Keys and values 2'), 'Key', 'State');
      await fillText(part('Keys and values 2'), 'Value', 'new');
      await part('Keys and values 2').getByRole('button', { name: 'Move up' }).click();
      await fillText(part('A click on the card opens'), 'Link', 'https://example.com/users');
    },
    reopened: 'New user',
    arrives: (nickname) => ({
      msgtype: 'template_card',
      template_card: {
        card_type: 'text_notice',
        main_title: { title: 'New user' },
        emphasis_content: { title: '1' },
        horizontal_content_list: [
          { type: 0, keyname: 'State', value: 'new' },
          { type: 0, keyname: 'Name', value: nickname },
        ],
        card_action: { type: 1, url: 'https://example.com/users' },
      },
    }),
  },
];

describe.each(lanes)('message of a notification node, $lane client', (lane) => {
  it.each(samples)('$kind is saved, reopened and sent', async ({ kind, fill, reopened, arrives }) => {
    const workflowId = await createWorkflow();
    const { page, complaints } = await openNode(workflowId, lane);
    await chooseKind(page, kind);
    await fill(page);
    await expectAccessible(page, '.ant-drawer-body form');
    await submit(page);
    await expect.poll(() => page.getByText('Preview').count()).toBe(0);
    await page.close();

    const again = await openNode(workflowId, lane);
    await expect.poll(() => drawer(again.page).locator('textarea').evaluateAll(valuesOf)).toContain(reopened);
    expect([...complaints, ...again.complaints]).toEqual([]);
    await again.page.close();

    const nickname = `A & B <${workflowId}>`;
    const { id } = await api.call<{ id: number }>('users:create', {
      values: { username: `u${workflowId}`, nickname, password: DEMO_PASSWORD },
    });
    await api.call('workflows:execute', { params: { filterByTk: workflowId }, values: { data: id } });
    await expect.poll(lastMessage, { timeout: 10_000 }).toEqual(arrives(nickname));
  });

  it('keeps what was typed for another type, shows variables as chips and counts in bytes', async () => {
    const { page } = await openNode(await createWorkflow(), lane);
    await fillText(page, 'Title', `你好 ${NICKNAME}`);
    await drawer(page).getByText('at least 7 / 128 bytes').waitFor();
    await drawer(page).getByTestId('wecom-preview').locator('.ant-tag', { hasText: 'Nickname' }).waitFor();
    await chooseKind(page, 'Markdown');
    await fillText(page, 'Content', '# Heading');
    await chooseKind(page, 'Text card');
    expect(await drawer(page).locator('textarea').evaluateAll(valuesOf)).toContain(`你好 ${NICKNAME}`);
    await page.close();
  });

  it('names what is missing and refuses links without a scheme', async () => {
    const { page } = await openNode(await createWorkflow(), lane);
    await chooseKind(page, 'Template card: text notice');
    await fillText(page, 'Link', 'example.com');
    await submit(page);
    await page.getByText('Fill in at least one of: Title, Sub title').first().waitFor();
    await page.getByText('A link begins with http:// or https://').waitFor();
    await page.close();
  });
});

/** A workflow on new users with an empty notification node. */
async function createWorkflow(): Promise<string> {
  const { id } = await api.call<{ id: number | string }>('workflows:create', {
    values: {
      title: 'Browser test',
      type: 'collection',
      sync: false,
      enabled: false,
      config: { collection: 'users', mode: 1, appends: [] },
    },
  });
  await api.call(`workflows/${id}/nodes:create`, {
    values: {
      type: 'notification',
      title: 'Tell them',
      upstreamId: null,
      config: { channelName: world.channel, receivers: [world.memberUserId] },
    },
  });
  return String(id);
}

async function openNode(workflowId: string, { lane, base }: Lane): Promise<Visit> {
  const canvas = lane === 'modern' ? '/admin/workflow/workflows/' : '/admin/settings/workflow/workflows/';
  const visited = await visit(browser, base + canvas + workflowId);
  await visited.page.getByText('Notification', { exact: true }).first().click();
  await visited.page.getByTestId('wecom-preview').waitFor();
  return visited;
}

const chooseKind = (page: Page, kind: string) =>
  drawer(page).locator('.ant-radio-button-wrapper', { hasText: kind }).click();

const valuesOf = (areas: (HTMLElement | SVGElement)[]) => areas.map((area) => (area as HTMLTextAreaElement).value);

async function lastMessage(): Promise<unknown> {
  const response = await fetch(`${world.simulatorUrl}/_simulator/inbox/${world.memberId}`);
  const { messages } = (await response.json()) as { messages: { body: unknown }[] };
  return messages.at(-1)?.body;
}
