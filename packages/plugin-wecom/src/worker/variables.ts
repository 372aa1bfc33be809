import { createDecipheriv } from 'node:crypto';
import type { Environment } from '../server/apps/variables';
import type { DeliveryLogger } from '../server/delivery/engine';
import type { HostTables } from './host-tables';

/** The host's "Variables and secrets", read anew with `refresh`. A secret that cannot be opened is none that settings can use. */
export class Variables implements Environment {
  private all: Record<string, string> = {};
  private open: Record<string, string> = {};
  private told = new Set<string>();
  /** Names of secrets that could be opened, and of those that could not. */
  secrets: { opened: string[]; closed: string[] } = { opened: [], closed: [] };

  /** @param key of the host */
  constructor(
    private readonly tables: Pick<HostTables, 'variables'>,
    private readonly key: Buffer,
    private readonly logger: Pick<DeliveryLogger, 'error'>,
  ) {}

  async refresh(): Promise<void> {
    const all: [string, string][] = [];
    const open: [string, string][] = [];
    const secrets: Variables['secrets'] = { opened: [], closed: [] };
    for (const { name, type, value } of await this.tables.variables()) {
      const clear = type === 'secret' ? this.decrypted(value) : value;
      if (type === 'secret') secrets[clear === undefined ? 'closed' : 'opened'].push(name);
      else open.push([name, value]);
      if (clear !== undefined) all.push([name, clear]);
    }
    this.all = Object.fromEntries(all);
    this.open = Object.fromEntries(open);
    this.secrets = secrets;
    this.tell(secrets.closed);
  }

  getVariables(): Record<string, string> {
    return this.all;
  }

  getNonSecretVariables(): Record<string, string> {
    return this.open;
  }

  renderJsonTemplate(template: unknown): unknown {
    return String(template).replace(/\{\{\s*\$env\.([^\s{}|]+)\s*\}\}/g, (_, name: string) => this.all[name] ?? '');
  }

  /** Once, until it can be opened again. */
  private tell(closed: readonly string[]): void {
    for (const variable of closed) {
      if (!this.told.has(variable)) {
        this.logger.error('A secret variable cannot be opened with this key; enter it again in NocoBase', { variable });
      }
    }
    this.told = new Set(closed);
  }

  /** As the host encrypts: AES-256-CBC, the IV in hex before the rest. Undefined when it was encrypted with another key. */
  private decrypted(text: string): string | undefined {
    try {
      const decipher = createDecipheriv('aes-256-cbc', this.key, Buffer.from(text.slice(0, 32), 'hex'));
      const clear = Buffer.concat([decipher.update(Buffer.from(text.slice(32), 'hex')), decipher.final()]);
      // What another key makes of it may end well by chance, and is no text then.
      return new TextDecoder('utf-8', { fatal: true }).decode(clear);
    } catch {
      return undefined;
    }
  }
}
