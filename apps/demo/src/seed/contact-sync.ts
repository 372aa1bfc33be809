import type { NocoBaseApi } from '../nocobase-api';
import { createOrUpdate, sealPair, WECOM, type WeComSettings } from './wecom';

const LOOK_EVERY_MS = 100;
const GIVE_UP_AFTER_MS = 60_000;

/** A sync source that reads the corp with the application of the authenticator, and hears of changes. */
export async function seedSource(
  api: NocoBaseApi,
  { corpId, contactsCallback, baseUrl }: WeComSettings,
): Promise<void> {
  const { token, encodingAESKey } = await sealPair(api, corpId, contactsCallback);
  await createOrUpdate(api, 'userDataSyncSources', {
    name: WECOM,
    sourceType: 'openwecom',
    enabled: true,
    options: {
      authenticator: WECOM,
      useAuthenticator: true,
      corpId,
      baseUrl,
      match: 'username',
      leavers: 'disable',
      leaverLimit: 10,
      contactsToken: token,
      contactsEncodingAESKey: encodingAESKey,
    },
  });
}

interface Run {
  id: number;
  status: string;
  reason: string | null;
}

/** Syncs as the button does, and waits until it has ended. */
export async function syncNow(api: NocoBaseApi): Promise<void> {
  const lastRun = async () => {
    const params = { filter: { source: WECOM }, sort: '-id', pageSize: 1 };
    return (await api.call<Run[]>('wecomSyncRuns:list', { params }))[0];
  };
  const before = (await lastRun())?.id;
  await api.call('userData:pull', { params: { name: WECOM }, values: {} });
  for (const deadline = Date.now() + GIVE_UP_AFTER_MS; Date.now() < deadline;) {
    const run = await lastRun();
    if (run && run.id !== before && run.status !== 'running') {
      if (run.status !== 'succeeded') throw new Error(`The sync ended as "${run.status}": ${run.reason}`);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  throw new Error(`The sync did not end within ${GIVE_UP_AFTER_MS / 1000} s`);
}
