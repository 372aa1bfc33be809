import { Plugin } from '@nocobase/client';
import { tExpr } from '@nocobase/flow-engine';
import type { AuthPlugin } from '@nocobase/plugin-auth/client-v2';
import type { NotificationManagerPlugin } from '@nocobase/plugin-notification-manager/client-v2';
import type { UserDataSyncPlugin } from '@nocobase/plugin-user-data-sync/client-v2';
import { addSignInRoutes } from '../client-v2/auth/sign-in/routes';
import { noteSignOut } from '../client-v2/auth/sign-in/session-notes';
import { connectHost, onSignOut } from '../client-v2/host';
import { AUTH_TYPE, CHANNEL_TYPE, PKG, SNIPPET, SYNC_TYPE } from '../constants';
import { lazyInFormily } from './formily-adapter';
import { lazyComponent } from './lazy-component';
import { askWhetherLinksAreOffered, linksMayBeOffered, MyLinksItem } from './my-links-item';
import { showLinksInUserForm } from './user-form-links';

/** Legacy client, `/`: the forms of the modern one, loaded when they are opened. */
export default class PluginWeComClient extends Plugin {
  override load() {
    connectHost(this.app);
    addSignInRoutes(this.app.router);
    onSignOut(noteSignOut);
    this.pm.get<AuthPlugin>('auth')?.registerType(AUTH_TYPE, {
      components: {
        AdminSettingsForm: lazyInFormily(() => import('../client-v2/auth/authenticator-settings')),
        SignInButton: lazyComponent(() => import('../client-v2/auth/sign-in/sign-in-button')),
      },
    });
    this.pm.get<NotificationManagerPlugin>('notification-manager')?.registerChannelType({
      type: CHANNEL_TYPE,
      title: tExpr('WeCom', { ns: PKG }),
      components: {
        ChannelConfigForm: lazyInFormily(() => import('../client-v2/notification/channel-settings')),
        // The workflow drawer is the modern one in this client too: no adapter.
        MessageConfigFormLoader: () => import('../client-v2/notification/message-settings'),
      },
      meta: { creatable: true, editable: true, deletable: true },
    });
    this.pm.get<UserDataSyncPlugin>('user-data-sync')?.registerType(SYNC_TYPE, {
      components: { AdminSettingsForm: lazyInFormily(() => import('../client-v2/contact-sync/source-settings')) },
    });
    void askWhetherLinksAreOffered();
    this.app.addUserCenterSettingsItem({
      name: 'openwecom-links',
      sort: 150,
      useVisible: linksMayBeOffered,
      Component: MyLinksItem,
    });
    showLinksInUserForm(this.app);
    this.app.pluginSettingsManager.add('users-permissions.wecom-members', {
      title: tExpr('WeCom members', { ns: PKG }),
      icon: 'WechatWorkOutlined',
      sort: 90,
      aclSnippet: SNIPPET,
      Component: lazyComponent(() => import('../client-v2/auth/links/members-page')),
    });
    this.app.pluginSettingsManager.add('users-permissions.wecom-sync', {
      title: tExpr('WeCom sync', { ns: PKG }),
      icon: 'SyncOutlined',
      sort: 100,
      aclSnippet: SNIPPET,
      Component: lazyComponent(() => import('../client-v2/contact-sync/sync-page')),
    });
    return Promise.resolve();
  }
}
