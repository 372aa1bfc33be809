#!/usr/bin/env node
import { readArguments, readSeedFile, usage, type CliOptions } from './cli';
import { SimulatorConfigError } from './config-error';
import { generateSeed } from './generate-seed';
import type { SeedInput } from './seed';
import { createSimulator } from './server';

async function main(): Promise<void> {
  const options = readArguments(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(usage);
    return;
  }
  const { port, host, keptDeliveries } = options;
  const seed = await seedOf(options);
  const simulator = await createSimulator({
    port,
    host,
    ...(seed && { seed }),
    ...(keptDeliveries !== undefined && { keep: { deliveries: keptDeliveries } }),
  });
  process.stdout.write(`ready ${simulator.url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      void simulator.close();
    });
}

/** Undefined for the built-in one. */
async function seedOf({ seedFile, size }: CliOptions): Promise<SeedInput | undefined> {
  if (size) return generateSeed(size);
  return seedFile === undefined ? undefined : readSeedFile(seedFile);
}

main().catch((error: unknown) => {
  // A wrong option or seed is one line; anything else is our mistake and shows where.
  process.stderr.write(`${error instanceof SimulatorConfigError ? error.message : String((error as Error).stack)}\n`);
  process.exitCode = 1;
});
