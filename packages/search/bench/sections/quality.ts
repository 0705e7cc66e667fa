import { HALF_LIFE_MS } from '../bench-run.js';
import { askOracle } from '../oracle.js';
import { mean, rounded } from '../percentile.js';
import type { SetName } from '../query-sets.js';
import type { Row, Section } from '../section.js';

const RECENT_AIM = 0.95;
/** Without age counting; other sets have no aim of their own. */
const PLAIN_AIMS: Partial<Record<SetName, number>> = {
  rare: 0.97,
  medium: 0.97,
  common: 0.97,
  top: 0.97,
  words: 0.85,
};
const JUDGED = 10;

/** How many of the ten best documents, by brute force, the engine's first ten hold. */
export const qualitySection: Section = {
  name: 'quality',
  async measure(run) {
    const { report, sets } = await run.served();
    const { vocabulary } = await run.survey();
    const corpus = await run.corpus();
    const asked = sets.flatMap(({ queries, recent, plain }) =>
      queries.flatMap((query, index) => [
        {
          query,
          recency: { now: corpus.now, halfLifeMs: HALF_LIFE_MS },
          ids: recent[index]?.ids.slice(0, JUDGED) ?? [],
        },
        { query, recency: null, ids: plain[index]?.ids.slice(0, JUDGED) ?? [] },
      ]),
    );
    const answers = askOracle(corpus, vocabulary, asked).values();
    const figures = sets.map(({ name, queries }) => {
      const pairs = queries.map(() => [answers.next().value!, answers.next().value!] as const);
      return {
        name,
        medianMatches:
          pairs.map(([{ matches }]) => matches).toSorted((a, b) => a - b)[queries.length >> 1] ?? 0,
        recentOverlap: rounded(mean(pairs.map(([recent]) => recent.overlap))),
        plainOverlap: rounded(mean(pairs.map(([, plain]) => plain.overlap))),
      };
    });
    const knowsAge = !report.unknownOptions.includes('recency');
    return {
      figures,
      rows: figures.flatMap(({ name, recentOverlap, plainOverlap }): readonly Row[] => [
        {
          aim: `recency overlap@10 of "${name}" >= ${RECENT_AIM}`,
          figure: knowsAge ? String(recentOverlap) : 'this engine knows no recency',
          reached: knowsAge ? recentOverlap >= RECENT_AIM : null,
        },
        {
          aim: `BM25 overlap@10 of "${name}"${PLAIN_AIMS[name] === undefined ? '' : ` >= ${PLAIN_AIMS[name]}`}`,
          figure: String(plainOverlap),
          reached: PLAIN_AIMS[name] === undefined ? null : plainOverlap >= PLAIN_AIMS[name],
        },
      ]),
    };
  },
};
