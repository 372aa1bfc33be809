#!/usr/bin/env node
import { readArguments, readSeedFile, usage } from './cli';
import { SimulatorConfigError } from './config-error';
import { createSimulator } from './server';

async function main(): Promise<void> {
  const { help, port, host, seedFile } = readArguments(process.argv.slice(2));
  if (help) {
    process.stdout.write(usage);
    return;
  }
  const seed = seedFile === undefined ? {} : { seed: await readSeedFile(seedFile) };
  const simulator = await createSimulator({ port, host, ...seed });
  process.stdout.write(`ready ${simulator.url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void simulator.close();
    });
}

main().catch((error: unknown) => {
  // A wrong option or seed is one line; anything else is our mistake and shows where.
  process.stderr.write(`${error instanceof SimulatorConfigError ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
});
