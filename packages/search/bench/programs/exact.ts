import Database from 'better-sqlite3';
import { costOf } from '../cpu.js';
import type { BenchQuery } from '../query-sets.js';
import { answer } from './job.js';

/** Asks a plain FTS5 table, on the main thread of a process of its own. */
export interface ExactJob {
  readonly database: string;
  readonly queries: readonly BenchQuery[];
}

/** What one query costs. */
export interface ExactAnswer {
  readonly matches: number;
  /** The rowids of the 20 best. */
  readonly cpuMs: readonly number[];
  /** With an excerpt of each, as a list of hits shows them. */
  readonly shownCpuMs: readonly number[];
}

/** A query that takes longer is measured once; the others twice more, and their first run does not count. */
const LONG_MS = 50;

answer(async ({ database: file, queries }: ExactJob): Promise<readonly ExactAnswer[]> => {
  const database = new Database(file, { readonly: true });
  const bare = database.prepare('SELECT rowid FROM exact WHERE exact MATCH ? ORDER BY rank LIMIT 20');
  const shown = database.prepare(
    `SELECT rowid, snippet(exact, 0, '[', ']', '...', 32) FROM exact WHERE exact MATCH ? ORDER BY rank LIMIT 20`,
  );
  const counted = database.prepare('SELECT count(*) AS n FROM exact WHERE exact MATCH ?');
  const answers: ExactAnswer[] = [];
  for (const query of queries) {
    const match = toMatch(query);
    answers.push({
      matches: (counted.get(match) as { n: number }).n,
      cpuMs: await measure(() => bare.all(match)),
      shownCpuMs: await measure(() => shown.all(match)),
    });
  }
  database.close();
  return answers;
});

async function measure(run: () => unknown): Promise<readonly number[]> {
  const first = await costOf(run);
  if (first.cpuMs > LONG_MS) return [first.cpuMs];
  return [(await costOf(run)).cpuMs, (await costOf(run)).cpuMs];
}

function toMatch({ text, prefix }: BenchQuery): string {
  const words = text.split(' ').map((word) => `"${word}"`);
  return words.join(' ') + (prefix ? ' *' : '');
}
