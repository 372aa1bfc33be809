import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startWorkerProcess } from '../test-worker/worker-process';

function started(env: Record<string, string>) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'openwecom-worker-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return startWorkerProcess(folder, env);
}

it('ends with 1 and every problem when its environment does not do', async () => {
  const worker = started({ DB_DIALECT: 'sqlite', WECOM_SEND_CONCURRENCY: 'many' });
  expect(await worker.ended).toBe(1);
  for (const name of [
    'APP_AES_SECRET_KEY_PATH',
    'WECOM_SEND_CONCURRENCY',
    'DB_DIALECT',
    'DB_HOST',
    'WECOM_REDIS_URL',
  ]) {
    expect(worker.said()).toMatch(new RegExp(`^${name} `, 'm'));
  }
  expect(worker.said()).toContain('openwecom-worker --help');
});

it('ends with 1 when the database does not answer', async () => {
  const worker = started({
    DB_DIALECT: 'postgres',
    DB_HOST: '127.0.0.1',
    DB_PORT: '1',
    DB_DATABASE: 'nocobase',
    DB_USER: 'nocobase',
    DB_PASSWORD: 'pw-of-the-database',
    APP_AES_SECRET_KEY: '07'.repeat(32),
    WECOM_REDIS_URL: 'redis://127.0.0.1:1/0',
  });
  expect(await worker.ended).toBe(1);
  expect(worker.said()).toContain('The worker cannot start (ECONNREFUSED)');
  expect(worker.said()).not.toContain('pw-of-the-database');
});
