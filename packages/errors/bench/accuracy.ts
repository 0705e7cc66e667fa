import { recordBenchmark } from '../../../tooling/benchmark.js';
import type { ErrorType } from '../src/index.js';
import { alternatives, type Alternative, type Judgement } from './alternatives.js';
import { readCorpora, type LabelledError } from './corpus.js';
import type { Packages } from './packages.js';

const TYPES: readonly ErrorType[] = ['rate_limit', 'auth', 'quota', 'overloaded', 'network', 'unknown'];

interface Judged extends Judgement {
  readonly row: LabelledError;
}

/** Compares what each alternative makes of the labelled errors. */
export function measureAccuracy(packages: Packages): void {
  const corpora = readCorpora();
  if (corpora.size === 0) {
    console.log('Accuracy is not measured: KEELSON_CORPORA names no folder with errors/*.jsonl.');
  }
  for (const [file, rows] of corpora) {
    const results = alternatives(packages).map((each) => ({ name: each.name, ...score(each, rows) }));
    const title = `Accuracy on the ${rows.length} labelled errors of ${file}, in percent`;
    console.log(`\n${title}`);
    console.table(Object.fromEntries(results.map(({ name, ...figures }) => [name, figures])));
    const name = `errors-accuracy-${file.replace('.jsonl', '')}`;
    recordBenchmark(name, { packages: packages.versions, title, errors: rows.length, results });
  }
}

function score(alternative: Alternative, rows: readonly LabelledError[]) {
  const judged = rows.map((row): Judged => ({ row, ...at(row.now, () => alternative.judge(row)) }));
  const wrongToRetry = judged.filter(({ row }) => !row.retryable);
  const rightToRetry = judged.filter(({ row }) => row.retryable);
  const hints = judged.filter(({ row }) => row.retry_after_ms !== null);
  const categorises = judged.every(({ type }) => type !== null);
  return {
    accuracy: categorises ? share(judged, ({ type, row }) => type === row.label) : null,
    macroF1: categorises ? macroF1(judged) : null,
    falseRetries: share(wrongToRetry, ({ retryable }) => retryable),
    missedRetries: share(rightToRetry, ({ retryable }) => !retryable),
    delaysRead: share(hints, ({ retryAfterMs, row }) => isClose(retryAfterMs, row.retry_after_ms ?? 0)),
  };
}

function macroF1(judged: readonly Judged[]): number {
  const scores = TYPES.map((type) => {
    const found = judged.filter((each) => each.type === type);
    const labelled = judged.filter(({ row }) => row.label === type);
    const right = found.filter(({ row }) => row.label === type).length;
    return (2 * right) / (found.length + labelled.length);
  });
  return percent(scores.reduce((sum, each) => sum + each, 0) / scores.length);
}

/** The labels' tolerance: a second, or two percent. */
function isClose(actual: number | null, expected: number): boolean {
  return actual !== null && Math.abs(actual - expected) <= Math.max(1_000, expected * 0.02);
}

function share<Value>(values: readonly Value[], test: (value: Value) => boolean): number {
  return percent(values.filter(test).length / values.length);
}

function percent(value: number): number {
  return Number((value * 100).toFixed(1));
}

/** Runs at the time when the error was seen, for alternatives that only know the clock. */
function at<T>(now: string | undefined, work: () => T): T {
  if (now === undefined) return work();
  const actual = Date.now;
  Date.now = () => Date.parse(now);
  try {
    return work();
  } finally {
    Date.now = actual;
  }
}
