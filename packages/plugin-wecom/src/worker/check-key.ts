import { WeComAppError } from '../server/apps/app-error';
import { isSealed, type Sealer } from '../server/apps/sealer';
import { resolveSettings, type StoredSettings } from '../server/apps/settings';
import type { HostTables } from './host-tables';
import { WorkerOptionsError, type WorkerOptions } from './options';
import type { Variables } from './variables';

/**
 * Tries the key on what is stored: seals of authenticators, and secret variables, which have to be read before. With a wrong one every app
 * would be paused, for the host too.
 *
 * @throws {WorkerOptionsError} when there is something to open and the key opens nothing
 */
export async function checkKey(
  { keyFrom }: Pick<WorkerOptions, 'keyFrom'>,
  tables: Pick<HostTables, 'ourAuthenticators'>,
  environment: Variables,
  sealer: Sealer,
): Promise<void> {
  const { opened, closed } = environment.secrets;
  if (opened.length > 0) return;
  const what = closed.map((name) => `the variable ${name}`);
  for (const [name, stored] of await tables.ourAuthenticators()) {
    const opens = sealOpens(stored, { environment, sealer });
    if (opens) return;
    if (opens === false) what.push(`the secret of the authenticator "${name}"`);
  }
  if (what.length === 0) return;
  throw new WorkerOptionsError([
    `${keyFrom} is not the key of this NocoBase: it does not open ${what.join(', ')}. Copy storage/apps/main/aes_key.dat of NocoBase again; if it is the same already, enter these secrets in NocoBase once more.`,
  ]);
}

/** Undefined: there is no seal to try. */
function sealOpens(stored: StoredSettings, context: Parameters<typeof resolveSettings>[1]): boolean | undefined {
  if (!isSealed(stored.secret ?? '')) return undefined;
  try {
    resolveSettings(stored, context);
    return true;
  } catch (error) {
    return error instanceof WeComAppError && error.code === 'sealDoesNotOpen' ? false : undefined;
  }
}
