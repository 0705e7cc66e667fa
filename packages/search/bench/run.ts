// npm run bench -w @keelson/search -- [--documents 50000] [--peers] [--only NAME] [--keep FOLDER] [--no-record]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { recordBenchmark } from '../../../tooling/benchmark.js';
import { BenchRun } from './bench-run.js';
import type { Findings } from './section.js';
import { sections } from './sections/index.js';
import { readTextPool } from './text-pool.js';

const USUAL_SIZE = 50_000;
const { values } = parseArgs({
  options: {
    documents: { type: 'string', default: String(USUAL_SIZE) },
    peers: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    keep: { type: 'string' },
    record: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const documents = Number(values.documents);
const unknown = values.only?.find((name) => sections.every((section) => section.name !== name));
if (!Number.isInteger(documents) || documents < 1_000 || unknown !== undefined) {
  console.error(
    `Expected --documents to be a whole number from 1000 and --only one of ${sections.map(({ name }) => name).join(', ')}.`,
  );
  process.exit(1);
}

const folder = values.keep ?? mkdtempSync(join(tmpdir(), 'keelson-bench-'));
try {
  const run = new BenchRun(folder, documents, await readTextPool());
  const found = new Map<string, Findings>();
  for (const section of sections) {
    if (values.only !== undefined && !values.only.includes(section.name)) continue;
    if (section.onlyIfAsked === true && values.only === undefined && !values.peers) {
      console.error(`${section.name} skipped: ask for it with --${section.name}`);
      continue;
    }
    const start = performance.now();
    console.error(`== ${section.name}`);
    found.set(section.name, await section.measure(run));
    console.error(`${section.name} took ${((performance.now() - start) / 1_000).toFixed(1)} s`);
  }

  const title = `Search over ${documents.toLocaleString('en')} messages made of real text`;
  const rows = [...found.values()].flatMap((findings) => findings.rows);
  console.log(`\n${title}`);
  const shown = { true: 'yes', false: 'NO', null: '' };
  console.table(
    Object.fromEntries(
      rows.map(({ aim, figure, reached }) => [aim, { figure, reached: shown[`${reached}`] }]),
    ),
  );
  if (values.only === undefined && values.record) {
    const name = documents === USUAL_SIZE ? 'search' : `search-${sizeName(documents)}`;
    const figures = Object.fromEntries(
      Array.from(found, ([section, findings]) => [section, findings.figures]),
    );
    recordBenchmark(name, { title, rows, ...figures }, ['better-sqlite3']);
  }
} finally {
  if (values.keep === undefined) rmSync(folder, { recursive: true, force: true });
}

/** 1000000 is `1m`, 20000 is `20k`. */
function sizeName(count: number): string {
  if (count % 1_000_000 === 0) return `${count / 1_000_000}m`;
  return count % 1_000 === 0 ? `${count / 1_000}k` : String(count);
}
