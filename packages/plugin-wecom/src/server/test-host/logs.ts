import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** All that stands in log files of the host. */
export function textOfLogs(storage: string): string {
  return readdirSync(storage, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.log'))
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
    .join('\n');
}
