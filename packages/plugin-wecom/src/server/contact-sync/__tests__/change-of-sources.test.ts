import { beforeEach, expect, it, vi } from 'vitest';
import { Callbacks } from '../../callback/callbacks';
import { registerContactSync } from '..';

const apply = vi.hoisted(() => vi.fn());
const rows = ['first', 'second', 'third'].map((name) => ({
  get: (column: string) => (column === 'name' ? name : { authenticator: 'wecom' }),
}));

vi.mock('@nocobase/plugin-user-data-sync', () => ({ default: class {} }));
vi.mock('@nocobase/utils', () => ({ tval: (text: string) => text }));
vi.mock('../changes/apply-contact-change', () => ({ applyContactChange: apply }));
vi.mock('../find-source', () => ({ enabledSources: () => Promise.resolve(rows) }));
vi.mock('../open-source', () => ({ openSource: (_apps: unknown, row: unknown) => Promise.resolve(row) }));
vi.mock('../schedule', () => ({ scheduleSyncs: () => undefined }));
vi.mock('../follow-sources', () => ({ followSources: () => undefined }));
vi.mock('../check-settings', () => ({ checkSettings: () => undefined }));
vi.mock('../wecom-sync-source', () => ({ weComSyncSource: () => class {} }));

beforeEach(() => apply.mockReset());

it('reaches every source, and says of each why it could not be made', async () => {
  const callbacks = new Callbacks();
  const app = { pm: { get: () => ({ sourceManager: { registerType: () => undefined } }) } };
  registerContactSync({ app } as never, callbacks);
  apply.mockRejectedValueOnce(new Error('not the first')).mockResolvedValueOnce(undefined);
  apply.mockRejectedValueOnce(new Error('nor the third'));
  const [handler] = (
    callbacks as unknown as { handlers: Map<string, ((...args: unknown[]) => Promise<void>)[]> }
  ).handlers.get('change_contact')!;
  const context = { owner: { kind: 'authenticator', name: 'wecom' } };
  await expect(handler?.({}, context)).rejects.toThrow('not the first; nor the third');
  expect(apply).toHaveBeenCalledTimes(3);
});
