import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { SimulatorConfigError } from './config-error';
import type { SeedSize } from './generate-seed';
import { parseSeed, type Seed } from './seed';

export const usage = `openwecom-simulator: WeCom on this machine

  --port N     port to listen on; 0 takes a free one (default 8090)
  --seed FILE  JSON file with the corp to simulate (default: the built-in "acme")
  --members N  a made-up corp of N members instead; --departments N for its departments (default 1)
  --host NAME  address to listen on (default 127.0.0.1)
  --keep N     messages to members to keep in memory (default 20000)
  --help       this text
`;

export interface CliOptions {
  help: boolean;
  port: number;
  host: string;
  seedFile: string | undefined;
  /** A made-up corp of this size in place of a seed file. */
  size: SeedSize | undefined;
  /** Undefined: as many as the simulator keeps by itself. */
  keptDeliveries: number | undefined;
}

const DEFAULT_PORT = 8090;

/** @throws {SimulatorConfigError} for an unknown option or a port that is none */
export function readArguments(args: readonly string[]): CliOptions {
  const values = parseValues(args);
  const port = values.port ?? String(DEFAULT_PORT);
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) refuse('--port', `must be 0 to 65535, got "${port}"`);
  const members = readCount('--members', values.members);
  const departments = readCount('--departments', values.departments);
  if (members === undefined && departments !== undefined) refuse('--departments', 'needs --members');
  if (members !== undefined && values.seed !== undefined) refuse('--members', 'cannot stand beside --seed');
  return {
    help: values.help ?? false,
    port: Number(port),
    host: values.host ?? '127.0.0.1',
    seedFile: values.seed,
    size: members === undefined ? undefined : { members, ...(departments === undefined ? {} : { departments }) },
    keptDeliveries: readCount('--keep', values.keep),
  };
}

function readCount(path: string, value: string | undefined): number | undefined {
  if (value !== undefined && !/^[1-9]\d{0,8}$/.test(value)) refuse(path, `must be a number from 1, got "${value}"`);
  return value === undefined ? undefined : Number(value);
}

function refuse(path: string, message: string): never {
  throw new SimulatorConfigError('The simulator cannot start', [{ path, message }]);
}

function parseValues(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        port: { type: 'string' },
        seed: { type: 'string' },
        members: { type: 'string' },
        departments: { type: 'string' },
        host: { type: 'string' },
        keep: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    const [reason] = String(error instanceof Error ? error.message : error).split('. ');
    return refuse('', `${reason}; see --help`);
  }
}

/** @throws {SimulatorConfigError} when the file cannot be read, is no JSON, or is no valid seed */
export async function readSeedFile(file: string): Promise<Seed> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return refuse('--seed', `${file} cannot be read (${code ?? 'unknown error'})`);
  }
  let seed: unknown;
  try {
    seed = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return refuse('--seed', `${file} is no JSON`);
  }
  return parseSeed(seed);
}
