import {
  DELIVERIES_COLLECTION,
  DELIVERY_ATTEMPTS_COLLECTION,
  DELIVERY_QUEUES_COLLECTION,
  DELIVERY_RECIPIENTS_COLLECTION,
} from '../../constants';

/** What decides how the host names tables and columns; the options of its database. */
export interface NamingOptions {
  dialect: string;
  /** `DB_UNDERSCORED` */
  underscored?: boolean | undefined;
  /** `DB_TABLE_PREFIX` */
  tablePrefix?: string | undefined;
  /** `DB_SCHEMA`, on PostgreSQL. @default 'public' */
  schema?: string | undefined;
}

const COLUMNS = {
  deliveries: [
    'id',
    'notificationId',
    'authenticator',
    'channelName',
    'state',
    'waitingFor',
    'msgtype',
    'summary',
    'body',
    'bodyHash',
    'checked',
    'memberCount',
    'taskId',
    'position',
    'acceptedAt',
    'dueAt',
    'attempts',
    'attemptedAt',
    'unansweredSince',
    'lease',
    'leaseUntil',
    'problem',
    'finishedAt',
    'logged',
    'retryOf',
  ],
  recipients: [
    'id',
    'deliveryId',
    'authenticator',
    'member',
    'userId',
    'outcome',
    'position',
    'holdsUntil',
    'attemptedAt',
    'sends',
  ],
  attempts: ['id', 'deliveryId', 'number', 'startedAt', 'endedAt', 'result', 'problem', 'msgid', 'responseCode'],
  queues: ['authenticator', 'problem', 'pausedAt', 'probeAt', 'probes', 'settingsFingerprint', 'day', 'personTimes'],
} as const;

const COLLECTIONS = {
  deliveries: DELIVERIES_COLLECTION,
  recipients: DELIVERY_RECIPIENTS_COLLECTION,
  attempts: DELIVERY_ATTEMPTS_COLLECTION,
  queues: DELIVERY_QUEUES_COLLECTION,
} as const;

type TableName = keyof typeof COLUMNS;
export type ColumnOf<Name extends TableName> = (typeof COLUMNS)[Name][number];

/** A table for SQL: its own name under `table`, each column under the name of its field; all quoted. */
export type Table<Column extends string = string> = Readonly<Record<Column | 'table', string>>;

export type Tables = { readonly [Name in TableName]: Table<ColumnOf<Name>> };

/** How names stand in SQL, quoted. */
export interface SqlNames {
  column: (field: string) => string;
  table: (collection: string) => string;
}

/** Made from the same options the host makes its names from, so that a worker without the host writes the same ones. */
export function sqlNames(options: NamingOptions): SqlNames {
  const { dialect, underscored = false, tablePrefix = '', schema = 'public' } = options;
  const mark = dialect === 'mysql' || dialect === 'mariadb' ? '`' : '"';
  const quoted = (name: string) => `${mark}${name.replaceAll(mark, mark + mark)}${mark}`;
  const cased = (name: string) => (underscored ? snakeCase(name) : name);
  const qualified = (name: string) => (dialect === 'postgres' ? `${quoted(schema)}.${quoted(name)}` : quoted(name));
  return {
    column: (field) => quoted(cased(field)),
    table: (collection) => qualified(`${tablePrefix}${cased(collection)}`),
  };
}

/** The names of our tables as they stand in SQL. */
export function namesOfTables(options: NamingOptions): Tables {
  const { column, table } = sqlNames(options);
  const tableOf = (name: TableName) => ({
    table: table(COLLECTIONS[name]),
    ...Object.fromEntries(COLUMNS[name].map((field) => [field, column(field)])),
  });
  return {
    deliveries: tableOf('deliveries'),
    recipients: tableOf('recipients'),
    attempts: tableOf('attempts'),
    queues: tableOf('queues'),
  } as Tables;
}

function snakeCase(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
}
