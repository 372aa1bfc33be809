import type { CallbackPair } from '@openwecom/client';
import type { PairRole } from '../../callback-status';

export const PAIR_ROLES: readonly PairRole[] = ['app', 'contacts'];

/** Token and key in clear, and what they are for. */
export interface RolePair extends CallbackPair {
  role: PairRole;
}

export const isPair = (one: RolePair) => (other: RolePair) =>
  one.role === other.role && one.token === other.token && one.encodingAESKey === other.encodingAESKey;
