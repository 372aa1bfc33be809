// `npm run bench [-- name …] [--write]`: measures and prints. With `--write`, or without a name, each result is also written to
// bench/results, where it is committed, with what is drawn of it in docs/images.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { arch, cpus, platform, release, tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientThroughput, tokenStampede } from './client';
import { callbackBenchmark } from './callback';
import { callbackEndpoint } from './callback-endpoint/callback-endpoint';
import { contactChanges } from './contact-sync/contact-changes';
import { contactSync } from './contact-sync/contact-sync';
import { contactSyncGrowth } from './contact-sync/sync-growth';
import { broadcast } from './delivery/broadcast';
import { drain } from './delivery/drain';
import { growth } from './delivery/growth';
import { processes } from './delivery/processes';
import { queuedDeliveries } from './delivery/queued-deliveries';
import { workflowCost } from './delivery/workflow-cost';
import { firstBundles, startUpCost } from './plugin-cost';
import { signInCost } from './sign-in';
import { simulatorThroughput } from './simulator';
import { toMarkdown, type BenchTable } from './table';

const suites: Record<string, () => Promise<BenchTable>> = {
  client: clientThroughput,
  stampede: tokenStampede,
  simulator: simulatorThroughput,
  callback: callbackBenchmark,
  endpoint: callbackEndpoint,
  'sign-in': signInCost,
  'delivery-drain': drain,
  'delivery-workflow': workflowCost,
  'delivery-queued': queuedDeliveries,
  'delivery-broadcast': broadcast,
  'delivery-growth': growth,
  'delivery-processes': processes,
  sync: contactSync,
  'sync-growth': contactSyncGrowth,
  'sync-changes': contactChanges,
  startup: startUpCost,
  bundles: firstBundles,
};

const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const options = process.argv.slice(2).filter((argument) => argument.startsWith('--'));
/** "delivery" means all that begin with it. */
const means = (name: string, suite: string) => suite === name || suite.startsWith(`${name}-`);
const known = asked.every((name) => Object.keys(suites).some((suite) => means(name, suite)));
if (!known || options.some((option) => option !== '--write')) {
  console.log(
    `npm run bench -- [${Object.keys(suites).join(' | ')} | delivery …] [--write]   (all, and all is written, without a name)`,
  );
  process.exit(options.includes('--help') ? 0 : 2);
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

const write = asked.length === 0 || options.includes('--write');
const circumstances =
  `${new Date().toISOString().slice(0, 10)} · Node ${process.version} · ${platform()} ${release()} ${arch()} · ` +
  `${cpus().length} cores · NocoBase ${nocobase} · OpenWeCom ${version('../packages/wecom-client/package.json')}`;

let missed = 0;
for (const [name, suite] of Object.entries(suites)) {
  if (asked.length > 0 && !asked.some((wanted) => means(wanted, name))) continue;
  console.log(`\n… ${name}`);
  const table = await suite();
  missed += table.goals.filter((goal) => !goal.met).length;
  console.log(toMarkdown(table));
  if (write) writeResult(name, table);
}
if (missed > 0) {
  console.error(`\n${missed} goal(s) not met`);
  process.exit(1);
}

function writeResult(name: string, table: BenchTable): void {
  const text = `${toMarkdown(table)}\n\n${circumstances}\n`;
  writeFileSync(new URL(`./results/${name}.md`, import.meta.url), text);
  const { picture } = table;
  if (picture) writeFileSync(new URL(`../docs/images/${picture.file}`, import.meta.url), picture.svg);
}
