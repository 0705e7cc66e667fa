import { openExactIndex } from '../exact-fts5.js';
import { percentile, rounded } from '../percentile.js';
import { runProgram } from '../program.js';
import type { ExactAnswer, ExactJob } from '../programs/exact.js';
import type { Answer } from '../programs/serve.js';
import type { BenchQuery, SetName } from '../query-sets.js';
import type { Section } from '../section.js';

/** unicode61 knows no words in scripts without spaces, and a filter would need a join. */
const NOT_COMPARED: readonly SetName[] = ['session', 'unspaced'];
/** Up to here exact ranking is cheap. */
const FEW = 3_000;

interface Comparison {
  readonly set: SetName;
  readonly query: BenchQuery;
  readonly ours: Answer;
  readonly exact: ExactAnswer;
}

/** The same queries by `ORDER BY rank` over a plain FTS5 table. */
export const exactSection: Section = {
  name: 'exact',
  async measure(run) {
    const { sets } = await run.served();
    const asked = sets
      .filter(({ name }) => !NOT_COMPARED.includes(name))
      .flatMap(({ name, queries, recent }) =>
        queries.map((query, index) => ({ set: name, query, ours: recent[index]! })),
      );
    const database = openExactIndex(run.folder, await run.corpus());
    const job: ExactJob = { database, queries: asked.map(({ query }) => query) };
    const answers = await runProgram<readonly ExactAnswer[]>('exact', job);
    const all = asked.map((each, index): Comparison => ({ ...each, exact: answers[index]! }));

    const cheap = compare(all.filter(({ exact }) => exact.matches <= FEW));
    const top = compare(all.filter(({ set }) => set === 'top'));
    const letters = compare(all.filter(({ set, query }) => set === 'prefix' && query.text.length === 1));
    const bySet = sets
      .filter(({ name }) => !NOT_COMPARED.includes(name))
      .map(({ name }) => ({ name, ...compare(all.filter(({ set }) => set === name)) }));
    const describe = ({ exactP99Ms, oursP99Ms, ratio }: ReturnType<typeof compare>) =>
      `${ratio}x: ${exactP99Ms} against ${oursP99Ms} ms`;
    return {
      figures: { bySet, letters, fewMatches: cheap },
      rows: [
        { aim: 'exact p99 on top terms >= 40x', figure: describe(top), reached: top.ratio >= 40 },
        {
          aim: 'exact p99 on 1-character prefixes >= 200x',
          figure: describe(letters),
          reached: letters.ratio >= 200,
        },
        {
          aim: `where matches <= ${FEW.toLocaleString('en')}, <= 1.5x exact with excerpts, p50 and p99`,
          figure:
            `${cheap.slowerP50}x: ${cheap.oursP50Ms} against ${cheap.shownP50Ms} ms; ` +
            `${cheap.slowerP99}x: ${cheap.oursP99Ms} against ${cheap.shownP99Ms} ms`,
          reached: Math.max(cheap.slowerP50, cheap.slowerP99) <= 1.5,
        },
      ],
    };
  },
};

function compare(comparisons: readonly Comparison[]) {
  const ours = comparisons.flatMap((each) => each.ours.cpuMs);
  const exact = comparisons.flatMap((each) => each.exact.cpuMs);
  const shown = comparisons.flatMap((each) => each.exact.shownCpuMs);
  const ratio = (a: readonly number[], b: readonly number[], percent: number) =>
    rounded(percentile(a, percent) / percentile(b, percent));
  return {
    queries: comparisons.length,
    oursP50Ms: rounded(percentile(ours, 50)),
    oursP99Ms: rounded(percentile(ours, 99)),
    exactP50Ms: rounded(percentile(exact, 50)),
    exactP99Ms: rounded(percentile(exact, 99)),
    shownP50Ms: rounded(percentile(shown, 50)),
    shownP99Ms: rounded(percentile(shown, 99)),
    ratio: ratio(exact, ours, 99),
    slowerP50: ratio(ours, shown, 50),
    slowerP99: ratio(ours, shown, 99),
  };
}
