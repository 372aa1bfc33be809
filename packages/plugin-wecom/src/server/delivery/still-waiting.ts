import type { Tables } from './tables';

/**
 * Condition: recipients of these deliveries that wait. By an expression, because PostgreSQL without statistics would rather read all of
 * the index that has `outcome` than look for the deliveries.
 *
 * @param ids of deliveries, at least one
 */
export function stillWaiting(r: Tables['recipients'], ids: readonly number[], alias?: string): string {
  const prefix = alias ? `${alias}.` : '';
  return `${prefix}${r.deliveryId} IN (${ids.join(', ')}) AND COALESCE(${prefix}${r.outcome}, '') = 'waiting'`;
}
