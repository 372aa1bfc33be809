import type { Context } from 'hono';
import { SimulatorConfigError } from '../../config-error';

/** @throws {SimulatorConfigError} when the body is no JSON; answered with status 400 */
export async function readJson(c: Context): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    throw new SimulatorConfigError('The request is not valid', [{ path: '', message: 'the body is no JSON' }]);
  }
}
