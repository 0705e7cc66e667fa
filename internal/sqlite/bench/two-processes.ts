// Two processes write to one file for five seconds, 32 callers each: jittered retries against the usual busy timeout.
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { recordBenchmark } from '../../../tooling/benchmark.js';
import { openDatabase } from '../src/open.js';
import { LocalConnection } from '../src/local-connection.js';
import { ledger } from '../test/fixtures/ledger.js';

const MILLISECONDS = 5_000;

interface Report {
  readonly acknowledged: number;
  readonly failures: readonly string[];
  readonly longestStall: number;
}

function writer(script: string, ...parameters: string[]): Promise<Report> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL(script, import.meta.url)), parameters, {
      execArgv: ['--import', 'tsx'],
    });
    child.on('message', (report) => resolve(report as Report));
    child.on('exit', (code) => reject(new Error(`A writer ended with code ${String(code)} and no report.`)));
  });
}

async function run(script: string) {
  const folder = mkdtempSync(join(tmpdir(), 'keelson-bench-'));
  const file = join(folder, 'app.db');
  const connection = new LocalConnection(ledger, file, undefined, (fault) => fault);
  await connection.open();
  await connection.close();
  const reports = await Promise.all(
    ['a', 'b'].map((name) => writer(script, file, name, String(MILLISECONDS), '32')),
  );
  const { database, close } = await openDatabase(file);
  const stored = (database.prepare('SELECT count(*) AS n FROM ledger').get() as { n: number }).n;
  close();
  rmSync(folder, { recursive: true });
  const acknowledged = reports.reduce((sum, report) => sum + report.acknowledged, 0);
  return {
    writesPerSecond: Math.round(acknowledged / (MILLISECONDS / 1_000)),
    busyErrors: reports.reduce((sum, report) => sum + report.failures.length, 0),
    lostRows: acknowledged - stored,
    longestStallMs: Math.round(Math.max(...reports.map(({ longestStall }) => longestStall))),
  };
}

const grouped = await run('../test/fixtures/writer.ts');
const busyTimeout = await run('./busy-timeout-writer.ts');
const results = [
  { name: 'better-sqlite3, a transaction per row, busy timeout 5 s', ...busyTimeout },
  { name: 'group commit, busy timeout 0, jittered retry', ...grouped },
];
const title = `Two processes write to one file for ${MILLISECONDS / 1_000} s, 32 callers each, every write durable`;
console.log(`\n${title}`);
console.table(results);
recordBenchmark('sqlite-two-processes', { title, results }, ['better-sqlite3']);
