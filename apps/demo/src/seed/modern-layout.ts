import type { NocoBaseApi } from '../nocobase-api';

/**
 * The modern client writes this part of its own frame when it is opened for the first time. If that happens to be by a
 * member, who may not write it, the page stays empty; so an administrator does it beforehand.
 */
export async function seedModernLayout(api: NocoBaseApi): Promise<void> {
  await api.call('flowModels:save', {
    values: {
      uid: 'admin-layout-model-app-switcher-actions',
      use: 'AppSwitcherActionPanelModel',
      parentId: 'admin-layout-model',
      subKey: 'appSwitcher',
      subType: 'object',
    },
  });
}
