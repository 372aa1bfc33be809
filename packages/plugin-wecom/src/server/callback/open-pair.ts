import type { CallbackPair } from '@openwecom/client';
import { CALLBACK_TOKEN, ENCODING_AES_KEY } from '../../constants';
import { WeComAppError } from '../apps/app-error';
import { isSealed } from '../apps/sealer';
import type { SettingsContext } from '../apps/settings';
import { isVariable, renderVariables } from '../apps/variables';
import type { StoredPair } from './owners';
import { settingText } from './setting-text';

const FIELDS = {
  token: { label: 'Token', purpose: 'callback-token', pattern: CALLBACK_TOKEN },
  encodingAESKey: { label: 'EncodingAESKey', purpose: 'encoding-aes-key', pattern: ENCODING_AES_KEY },
} as const;

type Field = (typeof FIELDS)[keyof StoredPair];

/**
 * Token and EncodingAESKey in clear, as they are at this moment. They are sent nowhere: variables need nobody's consent.
 *
 * @param corpId they were sealed for
 * @throws {WeComAppError} that names the one that does not do
 */
export function openPair(stored: StoredPair, corpId: string, context: SettingsContext): CallbackPair {
  return {
    token: clear(stored.token, FIELDS.token, corpId, context),
    encodingAESKey: clear(stored.encodingAESKey, FIELDS.encodingAESKey, corpId, context),
  };
}

function clear(setting: unknown, field: Field, corpId: string, context: SettingsContext): string {
  const { label, pattern } = field;
  const stored = settingText(setting);
  if (!stored) throw new WeComAppError('incomplete', { fields: label });
  const value = isVariable(stored) ? renderVariables(stored, context.environment).trim() : unseal(stored);
  if (!pattern.test(value)) throw new WeComAppError('callbackInvalid', { field: label });
  return value;

  function unseal(sealed: string): string {
    if (!isSealed(sealed)) throw new WeComAppError('callbackNotSealed', { field: label });
    const opened = context.sealer.open(sealed, { purpose: field.purpose, corpId });
    if (opened === undefined) throw new WeComAppError('callbackDoesNotOpen', { field: label });
    return opened;
  }
}
