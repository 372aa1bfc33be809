import { isWeComApiError } from '@openwecom/client';
import type { Check } from '../check';
import { failed } from '../failed';

/** Does something answer at the API base URL as WeCom does? A refusal is an answer; what it says is the next check's. */
export const address: Check = {
  id: 'address',
  after: 'settings',
  run: async ({ client, texts }) => {
    try {
      await client?.accessToken.get();
    } catch (error) {
      if (!isWeComApiError(error)) return failed(error, texts);
    }
    return { status: 'pass', meaning: texts.t('server.check.address.pass') };
  },
};
