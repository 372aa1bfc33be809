import { afterAll, beforeAll, expect, it } from 'vitest';
import { AUTH_TYPE } from '../../constants';
import { bootHost, type TestHost } from '../test-host/host';

let host: TestHost;
beforeAll(async () => {
  host = await bootHost();
});
afterAll(() => host.close());

it('offers the authenticator type WeCom', () => {
  expect(host.app.authManager.listTypes().map((type) => type.name)).toContain(AUTH_TYPE);
});

it('gives its tables every index they ask for', async () => {
  const { db } = host.app;
  const ours = [...db.collections.values()].filter(({ name }) => name.startsWith('wecom'));
  const wanted = ours.flatMap(({ name, options }) => [
    ...((options.indexes ?? []) as { fields: string[] }[]).map(({ fields }) => `${name}: ${fields.join()}`),
    ...((options.fields ?? []) as { name: string; index?: boolean }[])
      .filter(({ index }) => index)
      .map((field) => `${name}: ${field.name}`),
  ]);
  const found = await Promise.all(
    ours.map(async ({ name, model }) => {
      const indexes = (await db.sequelize.getQueryInterface().showIndex(model.getTableName())) as {
        fields: { attribute: string }[];
      }[];
      return indexes.map(({ fields }) => `${name}: ${fields.map(({ attribute }) => attribute).join()}`);
    }),
  );
  expect(found.flat()).toEqual(expect.arrayContaining(wanted));
  expect(wanted.length).toBeGreaterThan(10);
});
