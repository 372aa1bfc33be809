import { Plugin } from '@nocobase/client-v2';
import { tExpr } from '@nocobase/flow-engine';
import type { AuthPlugin } from '@nocobase/plugin-auth/client-v2';
import type { NotificationManagerPlugin } from '@nocobase/plugin-notification-manager/client-v2';
import type { UserDataSyncPlugin } from '@nocobase/plugin-user-data-sync/client-v2';
import { AUTH_TYPE, CHANNEL_TYPE, PKG, SNIPPET, SYNC_TYPE } from '../constants';
import { showLinksInUserForm } from './auth/links/user-form-links';
import { addSignInRoutes } from './auth/sign-in/routes';
import { noteSignOut } from './auth/sign-in/session-notes';
import { connectHost, onSignOut } from './host';

/** Modern client, `/v/`. Forms are loaded when they are opened. */
export default class PluginWeComClientV2 extends Plugin {
  override load() {
    connectHost(this.app);
    addSignInRoutes(this.app.router);
    onSignOut(noteSignOut);
    this.pm.get<AuthPlugin>('auth')?.registerType(AUTH_TYPE, {
      adminSettingsFormLoader: () => import('./auth/authenticator-settings'),
      signInButtonLoader: () => import('./auth/sign-in/sign-in-button'),
    });
    this.pm.get<NotificationManagerPlugin>('notification-manager')?.registerChannelType({
      type: CHANNEL_TYPE,
      title: tExpr('WeCom', { ns: PKG }),
      components: {
        ChannelConfigFormLoader: () => import('./notification/channel-settings'),
        MessageConfigFormLoader: () => import('./notification/message-settings'),
      },
      meta: { creatable: true, editable: true, deletable: true },
    });
    this.pm.get<UserDataSyncPlugin>('user-data-sync')?.registerType(SYNC_TYPE, {
      components: { AdminSettingsFormLoader: () => import('./contact-sync/source-settings') },
    });
    this.app.flowEngine.registerModelLoaders({
      WeComLinksItemModel: {
        extends: 'UserCenterItemModel',
        loader: () => import('./auth/links/my-links-item'),
      },
    });
    showLinksInUserForm();
    this.app.pluginSettingsManager.addPageTabItem({
      menuKey: 'users-permissions',
      key: 'wecom-members',
      // The host shows this title as it is.
      title: this.app.i18n.t('WeCom members', { ns: PKG }),
      icon: 'WechatWorkOutlined',
      sort: 90,
      aclSnippet: SNIPPET,
      componentLoader: () => import('./auth/links/members-page'),
    });
    this.app.pluginSettingsManager.addPageTabItem({
      menuKey: 'users-permissions',
      key: 'wecom-sync',
      title: this.app.i18n.t('WeCom sync', { ns: PKG }),
      icon: 'SyncOutlined',
      sort: 100,
      aclSnippet: SNIPPET,
      componentLoader: () => import('./contact-sync/sync-page'),
    });
    return Promise.resolve();
  }
}
