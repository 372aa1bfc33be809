import { fork } from 'node:child_process';
import { once } from 'node:events';

export interface WeComStub {
  url: string;
  /** How many times `gettoken` was asked. */
  tokenCalls(): Promise<number>;
  close(): void;
}

export async function startWeComStub(): Promise<WeComStub> {
  const child = fork(new URL('./wecom-stub.mjs', import.meta.url), { execArgv: [] });
  const [{ url }] = (await once(child, 'message')) as [{ url: string }];
  return {
    url,
    tokenCalls: async () => Number(await (await fetch(`${url}/token-calls`)).text()),
    close: () => child.disconnect(),
  };
}
