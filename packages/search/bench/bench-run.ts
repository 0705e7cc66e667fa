import { join } from 'node:path';
import type { CorpusOptions } from './corpus.js';
import { type BenchDatabase, openBenchDatabase } from './database.js';
import { runProgram } from './program.js';
import type { Answer, ServeJob, ServeReport } from './programs/serve.js';
import type { QuerySet } from './query-sets.js';
import { type Survey, surveyCorpus } from './survey.js';
import type { TextPool } from './text-pool.js';

/** How age counts in the measured searches. */
export const HALF_LIFE_MS = 30 * 24 * 3_600_000;
const SEED = 1;
const PASSES = 3;

/** A set of queries and what became of each. */
export interface ServedSet extends QuerySet {
  /** With age counting, as a search box asks. */
  readonly recent: readonly Answer[];
  /** By BM25 alone. */
  readonly plain: readonly Answer[];
}

/** All sets, answered by one process. */
export interface Served {
  readonly report: ServeReport;
  readonly sets: readonly ServedSet[];
}

/** One size of corpus and what has been made of it so far; sections share it. */
export class BenchRun {
  readonly documents: number;
  readonly folder: string;
  readonly pool: TextPool;
  #database: Promise<BenchDatabase> | undefined;
  #survey: Promise<Survey> | undefined;
  #served: Promise<Served> | undefined;

  constructor(folder: string, documents: number, pool: TextPool) {
    this.folder = join(folder, String(documents));
    this.documents = documents;
    this.pool = pool;
  }

  /** The same for another size. */
  ofSize(documents: number): BenchRun {
    return documents === this.documents ? this : new BenchRun(join(this.folder, '..'), documents, this.pool);
  }

  database(): Promise<BenchDatabase> {
    return (this.#database ??= openBenchDatabase(this.folder, {
      pool: this.pool,
      documents: this.documents,
      seed: SEED,
    }));
  }

  async corpus(): Promise<CorpusOptions> {
    const { now } = await this.database();
    return { pool: this.pool, documents: this.documents, seed: SEED, now };
  }

  survey(): Promise<Survey> {
    return (this.#survey ??= this.corpus().then(surveyCorpus));
  }

  served(): Promise<Served> {
    return (this.#served ??= this.#serve());
  }

  async #serve(): Promise<Served> {
    const [{ file }, { sets }] = [await this.database(), await this.survey()];
    const variant = (recency: unknown) =>
      sets.map(({ name, queries }) => ({ name, queries, options: { recency } }));
    const job: ServeJob = {
      database: file,
      first: { text: 'err', prefix: true, sessionId: null },
      runs: [...variant({ halfLifeMs: HALF_LIFE_MS }), ...variant(false)],
      passes: PASSES,
    };
    const report = await runProgram<ServeReport>('serve', job);
    return {
      report,
      sets: sets.map((set, index) => ({
        ...set,
        recent: report.runs[index]?.answers ?? [],
        plain: report.runs[sets.length + index]?.answers ?? [],
      })),
    };
  }
}
