import type { Check } from '../check';
import { failed } from '../failed';

/** Are company ID and secret right? */
export const token: Check = {
  id: 'token',
  after: 'address',
  run: async ({ client, texts }) => {
    try {
      await client?.accessToken.get();
    } catch (error) {
      return failed(error, texts);
    }
    return { status: 'pass', meaning: texts.t('server.check.token.pass') };
  },
};
