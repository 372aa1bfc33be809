import { expect, it } from 'vitest';
import { callbackAddress } from '../callback-address';

const PATH = 'openwecom:callback/auth-wecom';
const API = 'http://127.0.0.1:13000/base/api/';

it('is where others reach this NocoBase, when the settings tell', () => {
  expect(callbackAddress(PATH, API, 'https://nocobase.example/')).toBe(
    'https://nocobase.example/base/api/openwecom:callback/auth-wecom',
  );
});

it.each([[undefined], [''], ['{{ $env.ORIGIN }}'], ['not an address']])(
  'is where this browser reaches it otherwise (%s)',
  (origin) => {
    expect(callbackAddress(PATH, API, origin)).toBe(API + PATH);
  },
);
