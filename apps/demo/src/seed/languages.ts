import type { NocoBaseApi } from '../nocobase-api';

/** Everybody can switch between both languages in the menu below their name. */
export async function seedLanguages(api: NocoBaseApi): Promise<void> {
  await api.call('systemSettings:put', { values: { enabledLanguages: ['en-US', 'zh-CN'] } });
}
