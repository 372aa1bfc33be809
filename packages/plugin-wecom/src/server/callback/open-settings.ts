import type { PairRole } from '../../callback-status';
import { WeComAppError } from '../apps/app-error';
import type { SettingsContext } from '../apps/settings';
import { openPair } from './open-pair';
import { endpointKey, renderApp, type AppIdentity, type CallbackOwner } from './owners';
import { PAIR_ROLES, type RolePair } from './pair-roles';

/** As many characters as the columns for it have. */
const LONGEST_KEY = 255;

/** What the settings of an address give at this moment. */
export interface OpenedSettings {
  /** Absent when they do not tell. */
  app?: AppIdentity;
  pairs: readonly RolePair[];
  /** Why the other pairs are not among them. */
  problems: Readonly<Partial<Record<PairRole, WeComAppError>>>;
}

/** Each pair by itself: one that is filled in by half takes nothing away from the other. Never throws. */
export function openSettings(owner: CallbackOwner, context: SettingsContext): OpenedSettings {
  const roles = PAIR_ROLES.filter((role) => owner.pairs[role]);
  const unusable = (error: unknown) => Object.fromEntries(roles.map((role) => [role, problemOf(error)]));
  let app: AppIdentity | undefined;
  try {
    app = renderApp(owner.app, context);
    if (!app.corpId) throw new WeComAppError('incomplete', { fields: 'corpId' });
    const max = LONGEST_KEY - endpointKey({ ...owner, name: '' }).length;
    if (owner.name.length > max) throw new WeComAppError('callbackNameTooLong', { max: String(max) });
  } catch (error) {
    return { ...(app && { app }), pairs: [], problems: unusable(error) };
  }
  const pairs: RolePair[] = [];
  const problems: Partial<Record<PairRole, WeComAppError>> = {};
  for (const role of roles) {
    try {
      pairs.push({ ...openPair(owner.pairs[role] ?? {}, app.corpId, context), role });
    } catch (error) {
      problems[role] = problemOf(error);
    }
  }
  return { app, pairs, problems };
}

/** Whatever is wrong with one address concerns that address alone. */
const problemOf = (error: unknown) =>
  error instanceof WeComAppError ? error : new WeComAppError('callbackUnreadable');
