import type { Sequelize } from 'sequelize';
import type { AuthenticatorRow } from '../server/apps/authenticators';
import type { NamingOptions } from '../server/delivery/tables';

/** What the worker reads of the host's own tables. */
export interface HostTables {
  findAuthenticator: (name: string) => Promise<AuthenticatorRow | undefined>;
  /** "Variables and secrets"; values of secrets are encrypted. */
  variables: () => Promise<{ name: string; type: string; value: string }[]>;
}

export function hostTables(
  sequelize: Sequelize,
  { dialect, underscored = false, tablePrefix = '', schema = 'public' }: NamingOptions,
): HostTables {
  const quoted = (name: string) => (dialect === 'postgres' ? `"${name}"` : `\`${name}\``);
  const cased = (name: string) => (underscored ? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`) : name);
  const tableOf = (name: string) => {
    const own = quoted(`${tablePrefix}${cased(name)}`);
    return dialect === 'postgres' ? `${quoted(schema)}.${own}` : own;
  };
  const rows = <Row extends object>(select: string) =>
    sequelize.query<Row>(select, { type: 'SELECT' as never, logging: false });

  return {
    async findAuthenticator(name) {
      const [row] = await rows<{ authType: string; enabled: boolean | number; options: unknown }>(
        `SELECT ${quoted(cased('authType'))} AS "authType", ${quoted('enabled')} AS "enabled", ${quoted('options')} AS "options"
          FROM ${tableOf('authenticators')} WHERE ${quoted('name')} = ${sequelize.escape(name)}`,
      );
      if (!row) return undefined;
      // MariaDB keeps JSON as text.
      const options = (typeof row.options === 'string' ? JSON.parse(row.options) : row.options) as unknown;
      return {
        authType: row.authType,
        enabled: Boolean(row.enabled),
        options: (options ?? {}) as AuthenticatorRow['options'],
      };
    },
    variables: () =>
      rows(
        `SELECT ${quoted('name')} AS "name", ${quoted('type')} AS "type", ${quoted('value')} AS "value"
          FROM ${tableOf('environmentVariables')}`,
      ),
  };
}
