import type { Check } from '../check';

/** Can the app reach anybody? Members outside its visible range get nothing. */
export const visibleRange: Check = {
  id: 'visibleRange',
  after: 'agent',
  run: ({ agent, texts: { t } }) => {
    const params = {
      users: agent?.allow_userinfos?.user?.length ?? 0,
      departments: agent?.allow_partys?.partyid?.length ?? 0,
      tags: agent?.allow_tags?.tagid?.length ?? 0,
    };
    if (params.users + params.departments + params.tags === 0) {
      const [meaning, remedy] = [t('server.check.visibleRange.empty'), t('server.check.visibleRange.add')];
      return Promise.resolve({ status: 'fail', code: 'empty', params, meaning, remedy });
    }
    return Promise.resolve({ status: 'pass', params, meaning: t('server.check.visibleRange.pass', params) });
  },
};
