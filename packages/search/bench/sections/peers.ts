import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readManifest, root } from '../../../../tooling/workspace.js';
import type { BenchRun } from '../bench-run.js';
import { writeDocuments } from '../document-file.js';
import { percentile, rounded } from '../percentile.js';
import { runProgram } from '../program.js';
import type { PeerJob, PeerReport } from '../programs/peer.js';
import type { ServeJob, ServeReport } from '../programs/serve.js';
import type { BenchQuery } from '../query-sets.js';
import type { Section } from '../section.js';

/** More would not fit into the memory of some. */
const DOCUMENTS = 50_000;
const PACKAGES = { minisearch: 'minisearch', orama: '@orama/orama', flexsearch: 'flexsearch' };
const FIRST: BenchQuery = { text: 'err', prefix: true, sessionId: null };
const OPENINGS = 5;
const QUERIES_OF_SET = 10;
const AIM = 100;

/** Search engines in JavaScript: reopening what they have saved, their memory, their queries. */
export const peersSection: Section = {
  name: 'peers',
  onlyIfAsked: true,
  async measure(whole) {
    install();
    const run = whole.ofSize(Math.min(DOCUMENTS, whole.documents));
    const { sets } = await run.survey();
    const queries = sets
      .filter(({ name }) => name !== 'session')
      .flatMap(({ queries: some }) => some.slice(0, QUERIES_OF_SET));
    const ours = await measureOurs(run, queries);
    const folder = join(run.folder, 'peers');
    mkdirSync(folder, { recursive: true });
    const documents = await writeDocuments(folder, await run.corpus());
    const peers = [];
    for (const name of Object.keys(PACKAGES)) {
      console.error(`Indexing ${run.documents.toLocaleString('en')} documents with ${name}`);
      const module = pathToFileURL(join(root, 'benchmarks/search', `${name}.mjs`)).href;
      const start = (job: Partial<PeerJob>) =>
        runProgram<PeerReport>(
          'peer',
          { module, folder, queries: [FIRST, ...queries], ...job },
          { execArgv: ['--max-old-space-size=8192'] },
        );
      await start({ documents });
      const { first, cpuMs, rssBytes } = await start({});
      peers.push({ name, ...figuresOf(first.cpuMs, rssBytes, cpuMs) });
    }

    const best = peers.reduce((a, b) => (b.reopenCpuMs < a.reopenCpuMs ? b : a));
    const ratio = rounded(best.reopenCpuMs / ours.reopenCpuMs);
    const versions = Object.values(PACKAGES).map((name) => [
      name,
      readManifest(`benchmarks/search/node_modules/${name}`).version,
    ]);
    return {
      figures: { documents: run.documents, ours, peers, versions: Object.fromEntries(versions) as object },
      rows: [
        {
          aim: `reopen and first result >= ${AIM}x less CPU than the best peer`,
          figure: `${ratio}x: ${ours.reopenCpuMs} against ${best.reopenCpuMs} ms (${best.name})`,
          reached: ratio >= AIM,
        },
        ...[{ name: 'ours', ...ours }, ...peers].map((each) => ({
          aim: `${run.documents.toLocaleString('en')} documents: ${each.name}`,
          figure: `reopen ${each.reopenCpuMs} ms, ${Math.round(each.rssBytes / 1e6)} MB, query p50 ${each.queryP50Ms} p99 ${each.queryP99Ms} ms`,
          reached: null,
        })),
      ],
    };
  },
};

async function measureOurs(run: BenchRun, queries: readonly BenchQuery[]) {
  const { file } = await run.database();
  const job: ServeJob = {
    database: file,
    first: FIRST,
    runs: [{ name: 'queries', queries, options: {} }],
    passes: 1,
  };
  const reports: ServeReport[] = [];
  for (let opening = 0; opening < OPENINGS; opening += 1) {
    reports.push(await runProgram<ServeReport>('serve', job));
  }
  const median = (values: readonly number[]) => percentile(values, 50);
  return figuresOf(
    median(reports.map(({ first }) => first.cpuMs)),
    median(reports.map(({ maxRssBytes }) => maxRssBytes)),
    reports.flatMap(({ runs }) => runs.flatMap(({ answers }) => answers.flatMap(({ cpuMs }) => cpuMs))),
  );
}

function figuresOf(reopenCpuMs: number, rssBytes: number, cpuMs: readonly number[]) {
  return {
    reopenCpuMs: rounded(reopenCpuMs),
    rssBytes,
    queryP50Ms: rounded(percentile(cpuMs, 50)),
    queryP99Ms: rounded(percentile(cpuMs, 99)),
  };
}

/** The peers are no dependencies of the project: they are installed for this comparison only. */
function install(): void {
  const folder = join(root, 'benchmarks/search');
  if (existsSync(join(folder, 'node_modules/minisearch'))) return;
  console.error('Installing the peers (npm ci in benchmarks/search)');
  // With npm as a shell command: on Windows it is a script.
  execFileSync('npm ci --ignore-scripts', { cwd: folder, shell: true, stdio: 'inherit' });
}
