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
