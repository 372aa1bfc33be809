import { expect, it } from 'vitest';
import { withoutValues } from '../without-values';

it('says of an error of the database what kind it is, and nothing of what was to be written', () => {
  const parent = { code: '23505', constraint: 'users_phone', detail: 'Key (phone)=(13900000001) already exists.' };
  const error = Object.assign(new Error('Duplicate entry 13900000001'), {
    name: 'SequelizeUniqueConstraintError',
    parent,
    sql: "INSERT INTO users (phone) VALUES ('13900000001')",
  });
  expect(withoutValues(error)).toBe('SequelizeUniqueConstraintError 23505 users_phone');
  expect(withoutValues(new Error('Invalid main department'))).toBe('Invalid main department');
  expect(withoutValues('no error')).toBe('no error');
});
