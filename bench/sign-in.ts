import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { SignInCounts } from './sign-in-process';
import { whole, type BenchTable } from './table';

/** What the plugin adds between WeCom's redirect back and a session, counted on a real NocoBase. */
export async function signInCost(): Promise<BenchTable> {
  const child = fork(new URL('./sign-in-process.ts', import.meta.url), {
    execArgv: ['--import', import.meta.resolve('tsx')],
    silent: true,
  });
  const [{ statements, calls, crowd }] = (await once(child, 'message')) as [SignInCounts];
  return {
    title: 'Signing in',
    method:
      'From the return of WeCom’s redirect to the session, for a linked member, SQLite: what the plugin asks. Then ' +
      `${crowd.people} members at once on a client without an access token.`,
    columns: ['', 'count', 'which'],
    rows: [
      ['database statements', String(statements.length), statements.join(', ')],
      ['calls to WeCom', String(calls.length), calls.join(', ')],
      [`${crowd.people} at once: signed in`, String(crowd.signedIn), `${whole(crowd.elapsedMs)} ms in all`],
      [`${crowd.people} at once: \`gettoken\` calls`, String(crowd.tokens), ''],
    ],
    goals: [
      { text: `at most three database statements (${statements.length})`, met: statements.length <= 3 },
      { text: `at most two calls to WeCom (${calls.length})`, met: calls.length <= 2 },
      {
        text: `one \`gettoken\` for ${crowd.people} (${crowd.tokens})`,
        met: crowd.tokens === 1 && crowd.signedIn === crowd.people,
      },
    ],
  };
}
