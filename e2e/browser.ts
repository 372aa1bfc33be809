import { createRequire } from 'node:module';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import type { World } from './host';

export const world: World = inject('world');

/** The host's two interfaces; our forms have to work in both. */
export const lanes = [
  { lane: 'modern', base: '/v' },
  { lane: 'legacy', base: '' },
] as const;

export type Lane = (typeof lanes)[number];

export const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
  });

export interface Visit {
  page: Page;
  /** Everything the browser complained about. A blocked submit leaves one rejection behind, which is the host's doing. */
  complaints: string[];
}

interface VisitOptions {
  language?: 'en-US' | 'zh-CN';
  /** Default true. */
  signedIn?: boolean;
}

export async function visit(browser: Browser, path: string, options: VisitOptions = {}): Promise<Visit> {
  const { language = 'en-US', signedIn = true } = options;
  const context = await session(browser, language, signedIn);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // The host's page names an icon that does not exist.
    const isIcon = message.location().url.endsWith('favicon_no_exist.ico');
    if (message.type() === 'error' && !isIcon) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(world.hostUrl + path, { waitUntil: 'domcontentloaded' });
  return { page, complaints };
}

const sessions = new Map<string, Promise<BrowserContext>>();

/** Pages of one session share the browser's cache: the host's interface is several megabytes. */
function session(browser: Browser, language: string, signedIn: boolean): Promise<BrowserContext> {
  const key = `${language} ${signedIn}`;
  const open = sessions.get(key) ?? newSession(browser, language, signedIn);
  sessions.set(key, open);
  return open;
}

async function newSession(browser: Browser, language: string, signedIn: boolean): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, locale: language });
  const items = { NOCOBASE_LOCALE: language, ...(signedIn && { NOCOBASE_TOKEN: world.token, NOCOBASE_AUTH: 'basic' }) };
  await context.addInitScript((entries: Record<string, string>) => {
    for (const [name, value] of Object.entries(entries)) localStorage.setItem(name, value);
  }, items);
  return context;
}

/** Problems that a screen reader's user would have with our part of the page. */
export async function expectAccessible(page: Page, selector: string): Promise<void> {
  await page.addScriptTag({ path: createRequire(import.meta.url).resolve('axe-core/axe.min.js') });
  const violations = await page.evaluate(async (root) => {
    const axe = (window as unknown as { axe: { run: (context: unknown, options: unknown) => Promise<AxeResult> } }).axe;
    // Not ours to mend: the text box of the host's input for variables has no name, antd's select carries aria-required and
    // its segmented aria-selected where they may not, and the host's theme has a faint secondary colour.
    const context = {
      include: [[root]],
      exclude: [['.nb-variable-hybrid-input'], ['.ant-select'], ['.ant-segmented']],
    };
    const { violations } = await axe.run(context, {
      resultTypes: ['violations'],
      rules: { 'color-contrast': { enabled: false } },
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`);
  }, selector);
  expect(violations).toEqual([]);
}

interface AxeResult {
  violations: { id: string; nodes: { html: string }[] }[];
}
