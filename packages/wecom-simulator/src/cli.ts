import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { SimulatorConfigError } from './config-error';
import { parseSeed, type Seed } from './seed';

export const usage = `openwecom-simulator: WeCom on this machine

  --port N     port to listen on; 0 takes a free one (default 8090)
  --seed FILE  JSON file with the corp to simulate (default: the built-in "acme")
  --host NAME  address to listen on (default 127.0.0.1)
  --help       this text
`;

export interface CliOptions {
  help: boolean;
  port: number;
  host: string;
  seedFile: string | undefined;
}

const DEFAULT_PORT = 8090;

/** @throws {SimulatorConfigError} for an unknown option or a port that is none */
export function readArguments(args: readonly string[]): CliOptions {
  const values = parseValues(args);
  const port = values.port ?? String(DEFAULT_PORT);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new SimulatorConfigError('The simulator cannot start', [
      { path: '--port', message: `must be 0 to 65535, got "${port}"` },
    ]);
  return { help: values.help ?? false, port: Number(port), host: values.host ?? '127.0.0.1', seedFile: values.seed };
}

function parseValues(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        seed: { type: 'string' },
        host: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split('. ');
    throw new SimulatorConfigError('The simulator cannot start', [{ path: '', message: `${reason}; see --help` }]);
  }
}

/** @throws {SimulatorConfigError} when the file cannot be read, is no JSON, or is no valid seed */
export async function readSeedFile(file: string): Promise<Seed> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SimulatorConfigError('The simulator cannot start', [
      { path: '--seed', message: `${file} cannot be read (${code ?? 'unknown error'})` },
    ]);
  }
  let seed: unknown;
  try {
    seed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    throw new SimulatorConfigError('The simulator cannot start', [{ path: '--seed', message: `${file} is no JSON` }]);
  }
  return parseSeed(seed);
}
