// Builds a database once and runs sets of queries against it, to look at while working on the engine. See --help.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openBenchDatabase } from './database.js';
import { percentile, rounded } from './percentile.js';
import { runProgram } from './program.js';
import type { ServeJob, ServeReport } from './programs/serve.js';
import type { QuerySet } from './query-sets.js';
import { surveyCorpus } from './survey.js';
import { readTextPool } from './text-pool.js';

const HELP = `tsx bench/profile.ts --keep FOLDER [options]
  --keep FOLDER      where the database is made, once
  --documents N      default 20000
  --fresh            makes the database anew, after a change of how it is written
  --set NAME         one set: rare, medium, common, top, prefix, pairs, words, session, unspaced; may be repeated
  --query TEXT       this query alone
  --complete         --query is a finished word
  --passes N         measured passes over the queries after one that is not, default 3
  --options JSON     options of searchAll, such as '{"recency":false,"deadlineMs":16}'
  --slowest N        also prints the slowest queries of each set, default 5
  --same-thread      without worker threads
  --cpu-prof FOLDER  writes CPU profiles there, one per thread`;

const { values } = parseArgs({
  options: {
    keep: { type: 'string' },
    documents: { type: 'string', default: '20000' },
    fresh: { type: 'boolean', default: false },
    set: { type: 'string', multiple: true },
    query: { type: 'string' },
    complete: { type: 'boolean', default: false },
    passes: { type: 'string', default: '3' },
    options: { type: 'string', default: '{}' },
    slowest: { type: 'string', default: '5' },
    'same-thread': { type: 'boolean', default: false },
    'cpu-prof': { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help || values.keep === undefined) {
  console.log(HELP);
  process.exit(values.help ? 0 : 1);
}

const setsFile = join(values.keep, 'queries.json');
const { file, imported, sets } = await prepare(values.keep);
const chosen =
  values.query === undefined
    ? sets.filter(({ name }) => values.set === undefined || values.set.includes(name))
    : [{ name: values.query, queries: [{ text: values.query, prefix: !values.complete, sessionId: null }] }];
const options = JSON.parse(values.options) as Record<string, unknown>;
const job: ServeJob = {
  database: file,
  worker: !values['same-thread'],
  first: { text: 'error', prefix: true, sessionId: null },
  runs: chosen.map(({ name, queries }) => ({ name, queries, options })),
  passes: Number(values.passes),
};
const report = await runProgram<ServeReport>('serve', job, {
  execArgv: values['cpu-prof'] === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values['cpu-prof']}`],
});

console.log(
  `import ${Math.round((Number(values.documents) / imported.wallMs) * 1_000)} documents/s, settled ${Math.round(imported.settledMs)} ms later; ` +
    `first result ${rounded(report.first.cpuMs)} ms CPU; at most ${Math.round(report.maxRssBytes / 2 ** 20)} MB resident`,
);
if (report.unknownOptions.length > 0) console.log(`unknown options: ${report.unknownOptions.join(', ')}`);
console.table(
  Object.fromEntries(
    report.runs.map(({ name, answers }) => {
      const cpu = answers.flatMap(({ cpuMs }) => cpuMs);
      const wall = answers.flatMap(({ wallMs }) => wallMs);
      const figures = {
        queries: answers.length,
        'p50 CPU ms': rounded(percentile(cpu, 50)),
        'p99 CPU ms': rounded(percentile(cpu, 99)),
        'p50 wall ms': rounded(percentile(wall, 50)),
        'p99 wall ms': rounded(percentile(wall, 99)),
        partial: answers.filter(({ partial }) => partial).length,
        'no hits': answers.filter(({ ids }) => ids.length === 0).length,
      };
      return [name, figures];
    }),
  ),
);
for (const [index, { name, answers }] of report.runs.entries()) {
  const slowest = answers
    .map(({ cpuMs }, query) => ({
      text: chosen[index]?.queries[query]?.text ?? '',
      cpuMs: percentile(cpuMs, 50),
    }))
    .toSorted((a, b) => b.cpuMs - a.cpuMs)
    .slice(0, Number(values.slowest));
  console.log(
    `slowest of ${name}: ${slowest.map(({ text, cpuMs }) => `${text} (${rounded(cpuMs)})`).join(', ')}`,
  );
}

async function prepare(folder: string) {
  const corpusOptions = { pool: await readTextPool(), documents: Number(values.documents), seed: 1 };
  const database = await openBenchDatabase(folder, corpusOptions, values.fresh);
  if (!existsSync(setsFile)) {
    writeFileSync(setsFile, JSON.stringify(surveyCorpus({ ...corpusOptions, now: database.now }).sets));
  }
  return { ...database, sets: JSON.parse(readFileSync(setsFile, 'utf8')) as readonly QuerySet[] };
}
