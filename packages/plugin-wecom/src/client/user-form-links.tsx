import { useCollectionRecordData, type Application } from '@nocobase/client';
import { lazyComponent } from './lazy-component';

const UserLinks = lazyComponent(() => import('../client-v2/auth/links/user-links'));

/** The host's form of one user in Users & Permissions, by the uid under which it stores it. */
const USER_FORM = 'nocobase-admin-profile-edit-form';

const COMPONENT = 'OpenWeComUserLinks';

/** What the legacy client draws forms from. */
interface Schema {
  type?: string;
  'x-component'?: string;
  properties?: Record<string, Schema>;
}

const around = (component: string, properties?: Record<string, Schema>): Schema => ({
  type: 'void',
  'x-component': component,
  ...(properties && { properties }),
});

/** Without an index: after all others. */
const ROW = around('Grid.Row', { col: around('Grid.Col', { links: around(COMPONENT) }) });

/**
 * Shows whom a user is in WeCom in the legacy client's form of that user. It is put in when the form is loaded and stored nowhere, so
 * that nothing stays behind when the plugin goes.
 */
export function showLinksInUserForm(app: Application): void {
  app.addComponents({ [COMPONENT]: UserFormLinks });
  app.apiClient.axios.interceptors.response.use((response) => {
    if (response.config.url?.endsWith(`uiSchemas:getJsonSchema/${USER_FORM}`)) {
      const grid = findGrid((response.data as { data?: Schema }).data);
      if (grid) grid.properties = { ...grid.properties, openwecomLinks: ROW };
    }
    return response;
  });
}

function UserFormLinks() {
  const { id } = useCollectionRecordData();
  return id === undefined ? null : <UserLinks userId={id} />;
}

function findGrid(schema: Schema | undefined): Schema | undefined {
  if (!schema || schema['x-component'] === 'Grid') return schema;
  return Object.values(schema.properties ?? {})
    .map(findGrid)
    .find(Boolean);
}
