import { describe, expect, it } from 'vitest';
import type { WorkerOptionsError } from '../options';
import { readWorkerOptions } from '../options';

const env = {
  DB_DIALECT: 'postgres',
  DB_HOST: 'db.example',
  DB_DATABASE: 'nocobase',
  DB_USER: 'nocobase',
  DB_PASSWORD: 'pw-of-the-database',
  APP_AES_SECRET_KEY: '07'.repeat(32),
  WECOM_REDIS_URL: 'redis://redis.example:6379/0',
};

const problemsOf = (changes: Record<string, string>) => {
  try {
    readWorkerOptions({ ...env, ...changes });
    return [];
  } catch (error) {
    return (error as WorkerOptionsError).problems;
  }
};

describe('readWorkerOptions', () => {
  it('reads what NocoBase reads', () => {
    expect(readWorkerOptions({ ...env, DB_PORT: '5433', DB_UNDERSCORED: 'true', DB_SCHEMA: 'office' })).toMatchObject({
      database: {
        dialect: 'postgres',
        host: 'db.example',
        port: 5433,
        username: 'nocobase',
        password: 'pw-of-the-database',
        underscored: true,
        schema: 'office',
      },
      key: Buffer.alloc(32, 7),
      redisUrl: 'redis://redis.example:6379/0',
      concurrency: 24,
    });
  });

  it('refuses SQLite, which one process alone can write', () => {
    expect(problemsOf({ DB_DIALECT: 'sqlite' })).toEqual([
      'DB_DIALECT is sqlite, which only NocoBase itself can write; use PostgreSQL, MySQL or MariaDB.',
    ]);
  });

  it('tells every problem at once, and no value', () => {
    const problems = problemsOf({
      DB_HOST: '',
      DB_PORT: 'five',
      APP_AES_SECRET_KEY: 'c0ffee',
      WECOM_REDIS_URL: '',
      WECOM_SEND_CONCURRENCY: '0',
    });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'APP_AES_SECRET_KEY',
      'WECOM_SEND_CONCURRENCY',
      'DB_HOST',
      'DB_PORT',
      'WECOM_REDIS_URL',
    ]);
    expect(problems.join()).not.toMatch(/c0ffee|pw-of-the-database/);
  });

  it('says where the key is when there is none', () => {
    expect(problemsOf({ APP_AES_SECRET_KEY: '' })).toEqual([expect.stringContaining('storage/apps/main/aes_key.dat')]);
    expect(problemsOf({ APP_AES_SECRET_KEY: '', APP_AES_SECRET_KEY_PATH: '/no/such/file' })).toEqual([
      'APP_AES_SECRET_KEY_PATH names no file that can be read.',
    ]);
  });
});
