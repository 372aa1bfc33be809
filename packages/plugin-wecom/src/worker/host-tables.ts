import type { Sequelize } from 'sequelize';
import { AUTH_TYPE } from '../constants';
import type { AuthenticatorRow } from '../server/apps/authenticators';
import { sqlNames, type NamingOptions } from '../server/delivery/tables';

/** What the worker reads of the host's own tables. */
export interface HostTables {
  findAuthenticator: (name: string) => Promise<AuthenticatorRow | undefined>;
  /** Of our type, by their names. */
  ourAuthenticators: () => Promise<Map<string, AuthenticatorRow['options']>>;
  /** "Variables and secrets"; values of secrets are encrypted. */
  variables: () => Promise<{ name: string; type: string; value: string }[]>;
}

export function hostTables(sequelize: Sequelize, options: NamingOptions): HostTables {
  const { column, table } = sqlNames(options);
  const selected = (...fields: string[]) => fields.map((field) => `${column(field)} AS "${field}"`).join(', ');
  const rows = <Row extends object>(select: string) =>
    sequelize.query<Row>(select, { type: 'SELECT' as never, logging: false });

  return {
    async findAuthenticator(name) {
      const [row] = await rows<{ authType: string; enabled: boolean | number; options: unknown }>(
        `SELECT ${selected('authType', 'enabled', 'options')} FROM ${table('authenticators')}
          WHERE ${column('name')} = ${sequelize.escape(name)}`,
      );
      return row && { authType: row.authType, enabled: Boolean(row.enabled), options: readOptions(row.options) };
    },
    async ourAuthenticators() {
      const all = await rows<{ name: string; options: unknown }>(
        `SELECT ${selected('name', 'options')} FROM ${table('authenticators')}
          WHERE ${column('authType')} = ${sequelize.escape(AUTH_TYPE)}`,
      );
      return new Map(all.map(({ name, options: stored }) => [name, readOptions(stored)]));
    },
    variables: () => rows(`SELECT ${selected('name', 'type', 'value')} FROM ${table('environmentVariables')}`),
  };
}

/** MariaDB keeps JSON as text. */
function readOptions(options: unknown): AuthenticatorRow['options'] {
  const read = (typeof options === 'string' ? JSON.parse(options) : options) as AuthenticatorRow['options'] | null;
  return read ?? {};
}
