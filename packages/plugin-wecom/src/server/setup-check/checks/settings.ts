import { resolveSettings } from '../../apps/settings';
import type { Check } from '../check';
import { failed } from '../failed';

/** Is everything filled in, do the variables exist, does the secret open? */
export const settings: Check = {
  id: 'settings',
  run: (state) => {
    const { t } = state.texts;
    try {
      const resolved = resolveSettings(state.stored, state.context);
      state.settings = resolved;
      state.client = state.createClient(resolved);
      return Promise.resolve({ status: 'pass', meaning: t('server.check.settings.pass') });
    } catch (error) {
      return Promise.resolve(failed(error, state.texts));
    }
  },
};
