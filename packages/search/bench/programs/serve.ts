import { costOf } from '../cpu.js';
import type { BenchQuery } from '../query-sets.js';
import { answer } from './job.js';

/** Opens a database, searches, and tells what that cost. */
export interface ServeJob {
  readonly database: string;
  /** False keeps everything on one thread. */
  readonly worker?: boolean;
  /** What is searched for as soon as it is open. */
  readonly first: BenchQuery;
  readonly runs: readonly ServeRun[];
  /** How often each query is measured, after a pass that is not. */
  readonly passes: number;
}

/** The same queries can run with different options. */
export interface ServeRun {
  readonly name: string;
  readonly queries: readonly BenchQuery[];
  /** Options of `searchAll`. Those that the engine does not know are left out. */
  readonly options: Readonly<Record<string, unknown>>;
}

export interface ServeReport {
  /** From a process that has loaded the package to the first result. */
  readonly first: { readonly cpuMs: number; readonly wallMs: number; readonly rssBytes: number };
  readonly runs: readonly {
    readonly name: string;
    readonly answers: readonly Answer[];
  }[];
  /** The most memory that the process had resident. */
  readonly maxRssBytes: number;
  /** Options that the engine does not know. */
  readonly unknownOptions: readonly string[];
}

/** What became of one query. */
export interface Answer {
  readonly cpuMs: readonly number[];
  readonly wallMs: readonly number[];
  readonly partial: boolean;
  readonly ids: readonly string[];
  /** Words taken in the place of what was typed. */
  readonly corrections: readonly string[];
}

answer(async ({ database, worker = true, first, runs, passes }: ServeJob): Promise<ServeReport> => {
  const { SearchDb } = await import('@keelson/search');
  const { sqliteSearchAdapter } = await import('@keelson/search/sqlite');
  await import('better-sqlite3');
  const opened = await costOf(async () => {
    const search = new SearchDb({ adapter: sqliteSearchAdapter({ database, worker }) });
    await search.searchAll(first.text, { prefix: first.prefix });
    return search;
  });
  const search = opened.result;
  const rssBytes = process.memoryUsage.rss();

  const unknown = new Set<string>();
  for (const [option, value] of runs.flatMap(({ options }) => Object.entries(options))) {
    await search.searchAll('keelson', { [option]: value }).catch(() => unknown.add(option));
  }
  const ask = ({ text, prefix, sessionId }: BenchQuery, options: ServeRun['options']) =>
    search.searchAll(text, {
      prefix,
      filters: sessionId === null ? {} : { sessionId },
      ...Object.fromEntries(Object.entries(options).filter(([option]) => !unknown.has(option))),
    });

  const answers = runs.map(({ queries }) =>
    queries.map(() => ({
      cpuMs: [] as number[],
      wallMs: [] as number[],
      partial: false,
      ids: [] as readonly string[],
      corrections: [] as readonly string[],
    })),
  );
  for (let pass = -1; pass < passes; pass += 1) {
    for (const [run, { queries, options }] of runs.entries()) {
      for (const [index, query] of queries.entries()) {
        const { result, cpuMs, wallMs } = await costOf(() => ask(query, options));
        const answered = answers[run]![index]!;
        const { corrections = [] } = result as { corrections?: readonly { used: readonly string[] }[] };
        answered.ids = result.hits.map(({ id }) => id);
        answered.corrections = corrections.flatMap(({ used }) => used);
        if (pass < 0) continue;
        answered.partial ||= result.partial;
        answered.cpuMs.push(cpuMs);
        answered.wallMs.push(wallMs);
      }
    }
  }
  await search.close();
  return {
    first: { cpuMs: opened.cpuMs, wallMs: opened.wallMs, rssBytes },
    runs: runs.map(({ name }, run) => ({ name, answers: answers[run] ?? [] })),
    maxRssBytes: process.resourceUsage().maxRSS * 1_024,
    unknownOptions: [...unknown],
  };
});
