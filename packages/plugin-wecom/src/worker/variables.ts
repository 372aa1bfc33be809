import { createDecipheriv } from 'node:crypto';
import type { Environment } from '../server/apps/variables';
import type { HostTables } from './host-tables';

/** The host's "Variables and secrets", read anew with `refresh`. */
export class Variables implements Environment {
  private all: Record<string, string> = {};
  private open: Record<string, string> = {};

  /** @param key of the host */
  constructor(
    private readonly tables: Pick<HostTables, 'variables'>,
    private readonly key: Buffer,
  ) {}

  async refresh(): Promise<void> {
    const rows = await this.tables.variables();
    const entries = rows.map(({ name, type, value }) => ({
      name,
      secret: type === 'secret',
      value: type === 'secret' ? this.decrypted(value) : value,
    }));
    this.all = Object.fromEntries(entries.map(({ name, value }) => [name, value]));
    this.open = Object.fromEntries(entries.filter(({ secret }) => !secret).map(({ name, value }) => [name, value]));
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

  /** As the host encrypts: AES-256-CBC, the IV in hex before the rest. */
  private decrypted(text: string): string {
    const decipher = createDecipheriv('aes-256-cbc', this.key, Buffer.from(text.slice(0, 32), 'hex'));
    return Buffer.concat([decipher.update(Buffer.from(text.slice(32), 'hex')), decipher.final()]).toString('utf8');
  }
}
