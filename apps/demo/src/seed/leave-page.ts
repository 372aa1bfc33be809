import type { NocoBaseApi } from '../nocobase-api';
import { bilingual } from './bilingual';
import { PAGE_UID, requestsTable, TAB_UID, VIEW_ACTION_UID } from './leave-page-models';

const title = bilingual('请假申请', 'Leave requests');

export interface LeavePage {
  /** The page in the client served at `/`; the modern client has it below `/v`. */
  path: string;
  /** Followed by a slash and a record's id it opens that record. */
  recordPath: string;
}

export const leavePage: LeavePage = {
  path: `/admin/${PAGE_UID}`,
  recordPath: `/admin/${PAGE_UID}/view/${VIEW_ACTION_UID}/filterbytk`,
};

/** Makes the page with its table and its entry in the menu, unless it is there, and lets every member open it. */
export async function seedLeavePage(api: NocoBaseApi): Promise<void> {
  await seedRoute(api);
  const page = { uid: `${PAGE_UID}page`, use: 'RootPageModel' };
  const existing = await api.call<object | null | undefined>('flowModels:findOne', { params: { uid: page.uid } });
  if (existing) return;
  await api.call('flowModels:save', {
    values: { ...requestsTable, parentId: TAB_UID, subKey: 'grid', subType: 'object' },
  });
  // Last, because it is what the search above looks for: after an interruption the whole page is written again.
  await api.call('flowModels:save', {
    values: {
      ...page,
      parentId: PAGE_UID,
      subKey: 'page',
      subType: 'object',
      stepParams: { pageSettings: { general: { title, displayTitle: true, enableTabs: false } } },
    },
  });
}

async function seedRoute(api: NocoBaseApi): Promise<void> {
  const routes = await api.call<unknown[]>('desktopRoutes:list', { params: { filter: { schemaUid: PAGE_UID } } });
  if (routes.length > 0) return;
  const { id } = await api.call<{ id: number }>('desktopRoutes:create', {
    values: {
      type: 'flowPage',
      title,
      icon: 'CalendarOutlined',
      schemaUid: PAGE_UID,
      menuSchemaUid: `${PAGE_UID}menu`,
      enableTabs: false,
      enableHeader: true,
      displayTitle: true,
      children: [{ type: 'tabs', title, schemaUid: TAB_UID, tabSchemaName: `${TAB_UID}name`, hidden: true }],
    },
  });
  await api.call('roles/member/desktopRoutes:add', { values: [id] });
}
