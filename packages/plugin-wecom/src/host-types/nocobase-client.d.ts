/**
 * What we use of the host's browser packages, which are not on the registry. Hand-written from what NocoBase 2.2 exposes at run
 * time; keep it to what is really used, so that a host update shows what to check.
 */

declare module '@nocobase/client-v2' {
  import type { ComponentType, ReactNode } from 'react';

  export interface ApiRequest {
    url: string;
    method: 'get' | 'post';
    params?: Record<string, unknown>;
    data?: unknown;
    headers?: Record<string, string>;
    /** Keeps the host from showing its own error message. */
    skipNotify?: boolean;
    /** Keeps the host from going to the sign-in page when nobody is signed in. */
    skipAuth?: boolean;
  }

  export interface ApiResponse {
    /** The request, with the `url` it was made with. */
    config: { url?: string };
    data: unknown;
  }

  export interface Application {
    apiClient: {
      request<T>(options: ApiRequest): Promise<{ data: T }>;
      axios: {
        interceptors: {
          response: { use(handle: (response: ApiResponse) => ApiResponse): void };
        };
      };
      /** The session, kept in the browser's storage. */
      auth: {
        getToken(): string | null;
        setToken(token: string | null): void;
        setRole(role: string | null): void;
        setAuthenticator(name: string | null): void;
      };
    };
    router: {
      add(
        name: string,
        route: {
          path: string;
          /** Opens for everybody. */
          skipAuthCheck?: boolean;
          componentLoader: () => Promise<{ default: ComponentType }>;
        },
      ): void;
    };
    /** Modern client. */
    flowEngine: {
      registerModelLoaders(loaders: Record<string, { extends: string; loader: () => Promise<unknown> }>): void;
    };
    /** Modern client: menus and, in them, pages. */
    pluginSettingsManager: {
      addPageTabItem(page: {
        menuKey: string;
        key: string;
        title: string;
        icon: string;
        sort: number;
        aclSnippet: string;
        componentLoader: () => Promise<{ default: ComponentType }>;
      }): void;
    };
    i18n: { t(key: string, options: { ns: string }): string };
    /** Plugins that are switched on, by name. */
    pm: { get<T>(name: string): T | undefined };
    /** Address of a page of this client, below its public path and sub-app. */
    getHref(pathname: string): string;
    /** Address of the API, or of something in it. */
    getApiUrl(pathname?: string): string;
  }

  /** An entry of the menu below the user's picture. */
  export class UserCenterActionItemModel {
    static itemId?: string;
    section: 'profile' | 'preferences' | 'system' | 'danger';
    sort: number;
    /** False leaves the entry out. */
    ready: boolean;
    declare label?: ReactNode;
    readonly context: {
      viewer: {
        open(view: {
          type: 'drawer';
          width?: string | number;
          closable?: boolean;
          title?: ReactNode;
          content: () => ReactNode;
        }): unknown;
      };
      t(text: string): string;
    };
    /** Runs each time the menu opens. */
    prepare(): Promise<void>;
    onClick(): Promise<void>;
  }

  /** A form that edits one record. */
  export class EditFormModel {
    uid: string;
    /** Of the card around the form. */
    setDecoratorProps(props: { afterContent: ReactNode }): void;
    /** Adds steps that run for every such form, those derived from it too. */
    static registerFlow(flow: {
      key: string;
      on: 'beforeRender';
      steps: Record<
        string,
        {
          handler(context: {
            model: EditFormModel;
            /** The drawer, dialog or page that the form stands in. */
            view?: { inputArgs?: { filterByTk?: number | string } };
          }): void;
        }
      >;
    }): void;
  }

  export class Plugin {
    protected app: Application;
    get pm(): { get<T>(name: string): T | undefined };
    load(): Promise<void>;
  }

  /** Text, or one `{{ $env.NAME }}` chosen from a picker. `password` hides typed text. */
  export const EnvVariableInput: ComponentType<{
    value?: string | undefined;
    onChange?: ((value: string) => void) | undefined;
    placeholder?: string;
    password?: boolean;
    disabled?: boolean;
    addonBefore?: ReactNode;
  }>;
}

declare module '@nocobase/client' {
  import type { ComponentType, Context, ReactNode } from 'react';
  import type { Application as ModernApplication, Plugin as ModernPlugin } from '@nocobase/client-v2';

  export interface Application extends Omit<ModernApplication, 'pluginSettingsManager' | 'flowEngine'> {
    /** Dots in the name make the menu and the page in it. */
    pluginSettingsManager: {
      add(
        name: string,
        page: { title: string; icon: string; sort: number; aclSnippet: string; Component: ComponentType },
      ): void;
    };
    /** For schemas to name. */
    addComponents(components: Record<string, ComponentType>): void;
    addUserCenterSettingsItem(item: {
      name: string;
      sort: number;
      /** Called when the menu is drawn. False leaves the entry out. */
      useVisible?: () => boolean;
      Component: ComponentType;
    }): void;
  }

  export class Plugin {
    protected app: Application;
    get pm(): ModernPlugin['pm'];
    load(): Promise<void>;
  }

  /** The record that is shown or edited around a component. */
  export function useCollectionRecordData(): { id?: number | string };

  /** Of the menu that an entry stands in. */
  export const DropdownVisibleContext: Context<{ setVisible(visible: boolean): void } | undefined>;

  /** An entry of the menu below the user's picture. */
  export const SchemaSettingsItem: ComponentType<{
    title: string;
    eventKey: string;
    onClick?: () => void;
    children: ReactNode;
  }>;
}

declare module '@nocobase/flow-engine' {
  /** A text to be translated later, by the host. */
  export function tExpr(key: string, options?: { ns: string }): string;

  /** One node of the host's variable tree. Branches may be loaded lazily. */
  export interface MetaTreeNode {
    name: string;
    title?: unknown;
    children?: MetaTreeNode[] | (() => Promise<MetaTreeNode[]>);
  }

  /** `t` also expands the `{{t("…")}}` templates that the host uses as titles. */
  export function useFlowContext(): { t(text: string): string };
}

declare module '@nocobase/plugin-workflow/client-v2' {
  import type { ComponentType } from 'react';
  import type { TextAreaProps } from 'antd/es/input';
  import type { MetaTreeNode } from '@nocobase/flow-engine';

  /** A text area with a picker that inserts variables at the caret, between `delimiters`. Other properties reach the text area. */
  export const WorkflowVariableTextArea: ComponentType<
    Omit<TextAreaProps, 'value' | 'onChange'> & {
      value?: string | undefined;
      onChange?: ((value: string) => void) | undefined;
      /** The variables to offer; without it, those of the node being edited. */
      metaTree?: MetaTreeNode[];
      delimiters?: readonly [string, string];
    }
  >;
}

declare module '@nocobase/plugin-notification-manager/client-v2' {
  import type { ComponentType } from 'react';
  import type { MetaTreeNode } from '@nocobase/flow-engine';

  /** A user id, a variable, or a query for users. */
  export type Receiver = number | string | { filter?: Record<string, unknown> };

  export interface MessageConfigFormProps {
    variableOptions?: MetaTreeNode[];
    /** Where the message stands in the surrounding form, `['config']` in a workflow node. */
    namePrefix?: (string | number)[];
  }

  export interface ChannelType {
    type: string;
    title: string;
    components: {
      /** Modern client only. */
      ChannelConfigFormLoader?: () => Promise<{ default: ComponentType }>;
      /** Legacy client only. */
      ChannelConfigForm?: ComponentType;
      /** Both clients: the workflow drawer is the modern one in both. */
      MessageConfigFormLoader: () => Promise<{ default: ComponentType<MessageConfigFormProps> }>;
    };
    meta: { creatable: boolean; editable: boolean; deletable: boolean };
  }

  export interface NotificationManagerPlugin {
    registerChannelType(options: ChannelType): void;
  }

  export const UserSelect: ComponentType<{
    value?: Receiver;
    onChange?: (next: Receiver) => void;
    variableOptions?: MetaTreeNode[];
    disabled?: boolean;
  }>;

  export const UserAddition: ComponentType<{
    value?: Receiver[];
    onChange?: (next: Receiver[]) => void;
    disabled?: boolean;
  }>;
}

declare module '@nocobase/plugin-auth/client-v2' {
  import type { ComponentType } from 'react';

  /** What anybody is told of an authenticator; `options` are those the server calls public. */
  export interface PublicAuthenticator<Options = unknown> {
    name: string;
    title?: string | null;
    options?: Options | null;
  }

  interface SignInButtonProps {
    authenticator: PublicAuthenticator;
  }

  export interface AuthPlugin {
    registerType(
      type: string,
      options: {
        /** Modern client. */
        adminSettingsFormLoader?: () => Promise<{ default: ComponentType }>;
        signInButtonLoader?: () => Promise<{ default: ComponentType<SignInButtonProps> }>;
        /** Legacy client. */
        components?: { AdminSettingsForm: ComponentType; SignInButton: ComponentType<SignInButtonProps> };
      },
    ): void;
  }
}

declare module '@nocobase/plugin-user-data-sync/client-v2' {
  import type { ComponentType } from 'react';

  export interface UserDataSyncPlugin {
    registerType(
      type: string,
      options: {
        components: {
          /** Modern client. */
          AdminSettingsFormLoader?: () => Promise<{ default: ComponentType }>;
          /** Legacy client. */
          AdminSettingsForm?: ComponentType;
        };
      },
    ): void;
  }
}
