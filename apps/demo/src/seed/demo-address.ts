import type { NocoBaseApi } from '../nocobase-api';

const NAME = 'DEMO_URL';

/** Use in a message: NocoBase's address, which may have another port tomorrow, when the workflow is long written. */
export const demoAddress = `{{{$env.${NAME}}}}`;

/** Keeps the address in a variable of NocoBase ("Variables and secrets"). */
export async function seedDemoAddress(api: NocoBaseApi, url: string): Promise<void> {
  const values = { name: NAME, type: 'default', value: url };
  const [existing] = await api.call<unknown[]>('environmentVariables:list', { params: { filter: { name: NAME } } });
  if (existing === undefined) await api.call('environmentVariables:create', { values });
  else await api.call('environmentVariables:update', { params: { filterByTk: NAME }, values });
}
