import type { Check } from '../check';
import { failed } from '../failed';

/** Does the secret belong to this AgentId, is this server's address trusted, and is the app switched on? */
export const agent: Check = {
  id: 'agent',
  after: 'token',
  run: async (state) => {
    const { client, texts } = state;
    const { t } = texts;
    try {
      state.agent = await client?.agent.get();
    } catch (error) {
      return failed(error, texts);
    }
    const { name = '', close } = state.agent ?? {};
    if (close === 1) {
      const [meaning, remedy] = [t('server.check.agent.disabled', { name }), t('server.check.agent.enable')];
      return { status: 'fail', code: 'disabled', params: { name }, meaning, remedy };
    }
    return { status: 'pass', params: { name }, meaning: t('server.check.agent.pass', { name }) };
  },
};
