import type { Application } from '@nocobase/server';
import { describe, expect, it } from 'vitest';
import { slotsOf } from '../lanes';

const host = (dialect: string, max?: number) =>
  ({ db: { sequelize: { getDialect: () => dialect, options: { pool: max && { max } } } } }) as unknown as Application;

describe('callbacks that are handled at a time', () => {
  it.each([3, 4, 5, 6, 9, 20, 100, undefined])('leave the host connections of a pool of %s', (max) => {
    const { contacts, others } = slotsOf(host('postgres', max));
    expect(Math.min(contacts, others)).toBeGreaterThanOrEqual(1);
    expect(contacts + others).toBeLessThan(max ?? 5);
    expect(contacts + others).toBeLessThanOrEqual(8);
  });

  it('are several on SQLite, of which one may change contacts', () => {
    expect(slotsOf(host('sqlite'))).toEqual({ contacts: 1, others: 3 });
  });
});
