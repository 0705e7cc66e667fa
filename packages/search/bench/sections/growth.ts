import { rounded } from '../percentile.js';
import type { Section } from '../section.js';
import { costs } from './queries.js';

const LIMIT = 1.5;

/** The cost of each set against the same with a tenth of the documents, whose own words are asked for. */
export const growthSection: Section = {
  name: 'growth',
  async measure(run) {
    const tenth = run.ofSize(Math.round(run.documents / 10));
    const [now, before] = [await run.served(), await tenth.served()];
    const figures = now.sets.map(({ name, recent }, index) => {
      const cost = costs(recent).cpuP99Ms;
      const costBefore = costs(before.sets[index]?.recent ?? []).cpuP99Ms;
      return { name, p99Ms: cost, p99OfTenthMs: costBefore, ratio: rounded(cost / costBefore) };
    });
    return {
      figures: { documentsOfTenth: tenth.documents, sets: figures },
      rows: figures.map(({ name, ratio, p99Ms, p99OfTenthMs }) => ({
        aim: `p99 of "${name}" <= ${LIMIT}x that of a tenth`,
        figure: `${ratio}x: ${p99Ms} against ${p99OfTenthMs} ms`,
        reached: ratio <= LIMIT,
      })),
    };
  },
};
