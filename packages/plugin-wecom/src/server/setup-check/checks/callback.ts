import type { Check } from '../check';

/** WeCom does not say whether an app has a callback URL, so this is a reminder of what fails without one. */
export const callback: Check = {
  id: 'callback',
  after: 'agent',
  run: ({ texts: { t } }) =>
    Promise.resolve({
      status: 'warning',
      code: '43012',
      meaning: t('server.check.callback.unknown'),
      remedy: t('server.check.callback.remedy'),
    }),
};
