import { createCallbackReceiver } from '@openwecom/client';
import { expect, it } from 'vitest';
import { CALLBACK_TOKEN, ENCODING_AES_KEY } from '../../../constants';

const key = 'a'.repeat(42);
const pairs = [
  ...['t', 'T0ken', 't'.repeat(32), 't'.repeat(33), '', 'to-ken', 'to ken', 'token\n', '审批'].map((token) => [
    token,
    `${key}A`,
  ]),
  ...['', 'A', '+', '/', '=', 'AA', ' ', '\n'].map((end) => ['token', key + end]),
] as [string, string][];

it.each(pairs)('takes the Token %j and the EncodingAESKey %j exactly when the client does', (token, encodingAESKey) => {
  const isTaken = CALLBACK_TOKEN.test(token) && ENCODING_AES_KEY.test(encodingAESKey);
  const create = () => createCallbackReceiver({ receiveId: 'ww', token, encodingAESKey });
  if (isTaken) expect(create).not.toThrow();
  else expect(create).toThrow();
});
