import { Plugin } from '@nocobase/server';
import { registerAuthenticator } from './auth';

export class PluginWeComServer extends Plugin {
  override load() {
    registerAuthenticator(this.app);
    return Promise.resolve();
  }
}

export default PluginWeComServer;
