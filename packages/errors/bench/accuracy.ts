import { recordBenchmark } from '../../../tooling/benchmark.js';
import { readCorpora, type CorpusError } from '../test/corpus.js';
import { scoreOf, summary, type Verdict } from '../test/score.js';
import { alternatives, type Alternative } from './alternatives.js';
import type { Packages } from './packages.js';

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

function score(alternative: Alternative, errors: readonly CorpusError[]) {
  const verdicts = errors.map((each) => at(each.now, () => alternative.judge(each)));
  const categorises = verdicts.every(({ type }) => type !== null);
  const { accuracy, macroF1, ...rest } = summary(
    errors.map((expected, index) => ({ expected, ...scoreOf(verdicts[index] as Verdict, expected) })),
  );
  return {
    accuracy: categorises ? percent(accuracy) : null,
    macroF1: categorises ? percent(macroF1) : null,
    falseRetries: percent(rest.falseRetries),
    missedRetries: percent(rest.missedRetries),
    delaysRead: percent(rest.delaysRead),
  };
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
