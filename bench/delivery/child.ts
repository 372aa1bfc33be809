import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

type Commands = Record<string, (...args: never[]) => unknown>;

/** The commands of a child process, as its parent calls them. */
export type Remote<C> = {
  [Name in keyof C]: C[Name] extends (...args: infer Args) => infer Result
    ? (...args: Args) => Promise<Awaited<Result>>
    : never;
};

export interface Child<C> {
  call: Remote<C>;
  /** At once, as when the machine fails. */
  kill(): Promise<void>;
}

interface Request {
  id: number;
  name: string;
  args: never[];
}

interface Answer {
  id: number;
  value?: unknown;
  error?: string;
}

/** In a child process: answers what the parent calls, and ends with the parent. */
export function answerCalls(commands: Commands): void {
  process.on('message', ({ id, name, args }: Request) => {
    const answer = (rest: Omit<Answer, 'id'>) => void process.send?.({ id, ...rest });
    Promise.resolve()
      .then(() => commands[name]?.(...args))
      .then(
        (value) => answer({ value }),
        (error: unknown) => answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
      );
  });
  process.on('disconnect', () => process.exit());
}

/** Starts a script that calls `answerCalls`. */
export function startChild<C>(script: URL, { env = {}, nodeOptions = [] as string[] } = {}): Child<C> {
  const child = fork(script, {
    execArgv: ['--import', import.meta.resolve('tsx'), ...nodeOptions],
    // Where tsx finds the settings that lead it to the sources of our packages.
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  child.on('message', ({ id, value, error }: Answer) => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) call?.resolve(value);
    else call?.reject(new Error(error));
  });
  child.on('exit', (code, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`the process ended (${signal ?? code}) in a call`));
    waiting.clear();
  });
  const call = (name: string, args: unknown[]) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      child.send({ id, name, args }, (error) => {
        if (error) reject(error);
      });
    });
  return {
    call: new Proxy({} as Remote<C>, {
      get:
        (_target, name: string) =>
        (...args: unknown[]) =>
          call(name, args),
    }),
    kill: () => killed(child),
  };
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}
