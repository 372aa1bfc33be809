import { fn, Op, where, type Database } from '@nocobase/database';

/**
 * Finds users by a field, whatever the case. No index knows lower case, so every user is looked at.
 *
 * @param unused lower-cased values that nobody had a moment ago in any case: those are looked for as they are spelled, in an index
 */
export function ignoringCase(
  db: Database,
  field: string,
  values: readonly string[],
  unused: ReadonlySet<string> = new Set(),
) {
  const isUnused = (value: string) => unused.has(value.toLowerCase());
  const spelled = values.filter(isUnused).flatMap((value) => [value, value.toLowerCase()]);
  const others = values.filter((value) => !isUnused(value)).map((value) => value.toLowerCase());
  return {
    [Op.or]: [
      ...(spelled.length > 0 ? [{ [field]: [...new Set(spelled)] }] : []),
      // The databases differ in whether they compare letters with their case.
      ...(others.length > 0 ? [where(fn('lower', db.sequelize.col(field)), { [Op.in]: others })] : []),
    ],
  };
}
