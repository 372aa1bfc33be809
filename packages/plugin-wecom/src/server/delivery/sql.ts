import type { QueryTypes, Sequelize, Transaction, TransactionOptions } from 'sequelize';
import { isWriteConflict } from '../database-errors';

type Value = string | number | boolean | null;

/** Runs writes one after the other where the database has no room for two. */
export type OneWriter = <T>(write: () => Promise<T>) => Promise<T>;

/** How often a transaction is tried again that met another writer, and how long it waits before: a little longer each time. */
const TRIES = 8;
const PAUSE_MS = 15;

/**
 * Each statement of the engine reads a few rows at the end of one index, however long the tables are. PostgreSQL only sees that from
 * statistics, which are of an empty queue when a hundred thousand messages come at once, and do not exist in a new database; without
 * them it reads whole tables. So it is told not to, for the transaction alone; it is one round trip with the first statement.
 */
const BY_INDEX = ['enable_seqscan', 'enable_bitmapscan', 'enable_sort', 'jit']
  .map((setting) => `SET LOCAL ${setting} = off; `)
  .join('');

export interface SqlOptions {
  /** Every statement finds its rows by an index: none is to read a whole table. @default false */
  byIndex?: boolean;
}

/** Statements on the database of the application. Each is one round trip; values are written into the text. */
export class Statements {
  readonly dialect: string;
  /** Goes before the next statement. */
  private before: string;

  constructor(
    protected readonly sequelize: Sequelize,
    protected readonly sqlOptions: SqlOptions = {},
    private readonly transaction?: Transaction,
  ) {
    this.dialect = sequelize.getDialect();
    this.before = this.dialect === 'postgres' && sqlOptions.byIndex ? BY_INDEX : '';
  }

  /** Numbers may come as text: PostgreSQL has larger ones than JavaScript. */
  async rows<Row extends object>(select: string): Promise<Row[]> {
    return this.sequelize.query<Row>(this.told(select), { type: 'SELECT' as QueryTypes.SELECT, ...this.options });
  }

  /** @returns how many rows were changed */
  async change(update: string): Promise<number> {
    const type = 'BULKUPDATE' as QueryTypes.BULKUPDATE;
    return this.sequelize.query(this.told(update), { type, ...this.options });
  }

  /** Changes in this order, none of which needs to know what another one did. PostgreSQL takes them in one round trip. */
  async changeAll(updates: readonly string[]): Promise<void> {
    if (updates.length === 0) return;
    const texts = this.dialect === 'postgres' ? [updates.join('; ')] : updates;
    for (const text of texts) await this.change(text);
  }

  /** @returns the id the new row was given */
  async insert(insert: string, id: string): Promise<number> {
    if (this.dialect === 'postgres') return this.id(`${insert} RETURNING ${id} AS "id"`);
    await this.change(insert);
    return this.id(this.dialect === 'sqlite' ? 'SELECT last_insert_rowid() AS id' : 'SELECT LAST_INSERT_ID() AS id');
  }

  value(value: Value): string {
    if (value === null) return 'NULL';
    return typeof value === 'string' ? this.sequelize.escape(value) : String(value);
  }

  /** `(1, 2, 3)`; there must be at least one. */
  list(values: readonly Value[]): string {
    return `(${values.map((value) => this.value(value)).join(', ')})`;
  }

  /** A name given in a statement. MySQL would take double quotes for a text. */
  quoted(name: string): string {
    return this.dialect === 'mysql' || this.dialect === 'mariadb' ? `\`${name}\`` : `"${name}"`;
  }

  /** Ends a select whose rows nobody else may change meanwhile. SQLite locks all of the database anyway. */
  get forUpdate(): string {
    return this.dialect === 'sqlite' ? '' : 'FOR UPDATE';
  }

  /** Without a transaction, statements of one text are one. */
  private told(statement: string): string {
    const { before } = this;
    if (this.transaction) this.before = '';
    return before + statement;
  }

  private async id(select: string): Promise<number> {
    const [row] = await this.rows<{ id: string | number }>(select);
    return Number(row?.id);
  }

  private get options() {
    return { logging: false as const, ...(this.transaction && { transaction: this.transaction }) };
  }
}

/** What a column is called in a result. PostgreSQL and the others differ in case, so it is always said. */
export function selected<Column extends string>(
  table: Readonly<Record<Column, string>>,
  columns: readonly Column[],
  alias?: string,
): string {
  return columns.map((column) => `${alias ? `${alias}.` : ''}${table[column]} AS "${column}"`).join(', ');
}

export class Sql extends Statements {
  constructor(
    sequelize: Sequelize,
    private readonly oneWriter: OneWriter,
    options: SqlOptions = {},
  ) {
    super(sequelize, options);
  }

  /** READ COMMITTED. Done again from the start when another writer was in the way, so `work` must only write. */
  async inTransaction<T>(work: (statements: Statements) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.oneWriter(() =>
          this.sequelize.transaction(this.transactionOptions, (transaction) =>
            work(new Statements(this.sequelize, this.sqlOptions, transaction)),
          ),
        );
      } catch (error) {
        if (!isWriteConflict(error) || attempt === TRIES) throw error;
        await new Promise((resolve) => setTimeout(resolve, attempt * PAUSE_MS * (0.5 + Math.random())));
      }
    }
  }

  private get transactionOptions(): TransactionOptions {
    switch (this.dialect) {
      case 'sqlite':
        // Locks at once: one that read first and then wants to write is refused when anybody wrote in between.
        return { type: 'IMMEDIATE' as Transaction.TYPES };
      case 'postgres':
        return {};
      default:
        return { isolationLevel: 'READ COMMITTED' as Transaction.ISOLATION_LEVELS };
    }
  }
}
