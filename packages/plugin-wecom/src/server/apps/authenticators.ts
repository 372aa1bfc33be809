import type { Database, Model } from '@nocobase/database';

/** An authenticator as its row has it, with templates in its options. */
export interface AuthenticatorRow {
  authType: string;
  enabled: boolean;
  options: Readonly<Record<string, never>>;
}

export type FindAuthenticator = (name: string) => Promise<AuthenticatorRow | undefined>;

/** From the host's own table, without the host's repository, which costs a notification more than all the rest. */
export function authenticatorsOf(db: Database): FindAuthenticator {
  return async (name) => {
    const row = await db.getModel<Model>('authenticators').findOne({ where: { name } });
    if (!row) return undefined;
    return {
      authType: row.get('authType') as string,
      enabled: Boolean(row.get('enabled')),
      options: (row.get('options') ?? {}) as AuthenticatorRow['options'],
    };
  };
}
