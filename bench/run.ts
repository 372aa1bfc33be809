// `npm run bench [-- name …]`: measures, prints, and writes the report that is committed as bench/results/latest.md.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientThroughput, tokenStampede } from './client';
import { callbackBenchmark } from './callback';
import { firstBundles, startUpCost } from './plugin-cost';
import { signInCost } from './sign-in';
import { simulatorThroughput } from './simulator';
import { toMarkdown, type BenchTable } from './table';

const suites: Record<string, () => Promise<BenchTable>> = {
  client: clientThroughput,
  stampede: tokenStampede,
  simulator: simulatorThroughput,
  callback: callbackBenchmark,
  'sign-in': signInCost,
  startup: startUpCost,
  bundles: firstBundles,
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in suites));
if (unknown.length > 0 || asked.includes('--help')) {
  console.log(
    `npm run bench -- [${Object.keys(suites).join(' | ')} …]   (all, and the report is written, without a name)`,
  );
  process.exit(asked.includes('--help') ? 0 : 2);
}

const version = (manifest: string) =>
  (JSON.parse(readFileSync(new URL(manifest, import.meta.url), 'utf8')) as { version: string }).version;
const nocobase = (
  JSON.parse(readFileSync(new URL('../host/package.json', import.meta.url), 'utf8')) as {
    dependencies: Record<string, string>;
  }
).dependencies['@nocobase/app'];

// node-easywechat writes access tokens into the working directory.
const scratch = mkdtempSync(join(tmpdir(), 'openwecom-bench-'));
process.chdir(scratch);
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const tables: BenchTable[] = [];
for (const [name, suite] of Object.entries(suites)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  console.log(`\n… ${name}`);
  const table = await suite();
  tables.push(table);
  console.log(toMarkdown(table));
}

if (asked.length === 0) {
  const report = [
    '# Measurements',
    '',
    'Made by `npm run bench`. Machines are noisy: ratios measured side by side in one run decide, absolute figures stand beside them.',
    '',
    `${new Date().toISOString().slice(0, 10)} · Node ${process.version} · ${platform()} ${release()} ${arch()} · ` +
      `${cpus().length} cores · NocoBase ${nocobase} · OpenWeCom ${version('../packages/wecom-client/package.json')}`,
    '',
    ...tables.flatMap((table) => [toMarkdown(table), '']),
  ].join('\n');
  writeFileSync(new URL('./results/latest.md', import.meta.url), report);
}
const missed = tables.flatMap((table) => table.goals.filter((goal) => !goal.met));
if (missed.length > 0) {
  console.error(`\n${missed.length} goal(s) not met`);
  process.exit(1);
}
