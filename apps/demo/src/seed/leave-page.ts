import type { NocoBaseApi } from '../nocobase-api';
import { bilingual } from './bilingual';
import { LEAVE_REQUESTS } from './leave-collection';

export const LEAVE_PAGE_TITLE = bilingual('请假申请', 'Leave requests');

const formFields = ['applicant', 'type', 'startDate', 'endDate', 'days', 'reason', 'approver'];

export interface LeavePage {
  /** The page in the client served at `/`; the modern client has it below `/v`. */
  path: string;
  /** Followed by a slash and a record's id it opens that record. */
  recordPath: string;
}

interface Route {
  id: number;
  schemaUid: string;
  type: string;
  title: string;
}

/** Makes the page with its table, unless it is there, and lets every member open it. Resolves to where it is. */
export async function seedLeavePage(api: NocoBaseApi): Promise<LeavePage> {
  const route = (await findRoute(api)) ?? (await createPage(api));
  await api.call('roles/member/desktopRoutes:add', { values: [route.id] });
  const path = `/admin/${route.schemaUid}`;
  return { path, recordPath: `${path}/view/${await findViewAction(api, route)}/filterbytk` };
}

async function findRoute(api: NocoBaseApi): Promise<Route | undefined> {
  const routes = await api.call<Route[]>('desktopRoutes:list', {
    params: { filter: { type: 'flowPage', title: LEAVE_PAGE_TITLE }, paginate: false },
  });
  return routes[0];
}

/** The host's own page builder writes the page, so it is one that both clients and its designer understand. */
async function createPage(api: NocoBaseApi): Promise<Route> {
  await api.call('flowSurfaces:applyBlueprint', {
    values: {
      version: '1',
      mode: 'create',
      navigation: { item: { title: LEAVE_PAGE_TITLE, icon: 'CalendarOutlined' } },
      page: { title: LEAVE_PAGE_TITLE, enableHeader: true, displayTitle: true },
      tabs: [
        {
          key: 'requests',
          title: LEAVE_PAGE_TITLE,
          blocks: [
            {
              key: 'requests',
              type: 'table',
              collection: LEAVE_REQUESTS,
              fields: ['applicant', 'type', 'startDate', 'endDate', 'days', 'approver', 'status', 'createdAt'],
              sorting: [{ field: 'createdAt', direction: 'desc' }],
              actions: [
                'refresh',
                {
                  type: 'addNew',
                  popup: {
                    title: bilingual('新建申请', 'New request'),
                    blocks: [
                      {
                        key: 'form',
                        type: 'createForm',
                        collection: LEAVE_REQUESTS,
                        fields: formFields,
                        actions: ['submit'],
                      },
                    ],
                  },
                },
              ],
              recordActions: [
                {
                  type: 'view',
                  popup: {
                    title: bilingual('申请详情', 'Request'),
                    blocks: [
                      {
                        key: 'details',
                        type: 'details',
                        resource: { binding: 'currentRecord', collectionName: LEAVE_REQUESTS },
                        fields: [...formFields, 'status', 'createdAt', 'createdBy'],
                      },
                    ],
                  },
                },
              ],
            },
          ],
        },
      ],
    },
  });
  const route = await findRoute(api);
  if (route === undefined) throw new Error('The host made no menu entry for the page of leave requests.');
  return route;
}

interface Surface {
  nodeMap: Record<string, { uid: string; use: string }>;
}

/** The link "View" in the table: its uid is part of the address of an opened record. */
async function findViewAction(api: NocoBaseApi, route: Route): Promise<string> {
  const { nodeMap } = await api.call<Surface>('flowSurfaces:get', { params: { pageSchemaUid: route.schemaUid } });
  const action = Object.values(nodeMap).find(({ use }) => use === 'ViewActionModel');
  if (action === undefined) throw new Error('The page of leave requests has no "View" action any more.');
  return action.uid;
}
