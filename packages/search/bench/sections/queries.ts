import { percentile, rounded } from '../percentile.js';
import type { Answer } from '../programs/serve.js';
import type { Section } from '../section.js';

const LIMIT_MS = 16;
const SESSION_LIMIT_MS = 10;
const MAX_RSS = 200e6;

/** The cost of a query in each set, and of the process that answers them. */
export const queriesSection: Section = {
  name: 'queries',
  async measure(run) {
    const { report, sets } = await run.served();
    const figures = sets.map(({ name, recent, plain }) => ({
      name,
      queries: recent.length,
      recent: costs(recent),
      plain: costs(plain),
    }));
    const megabytes = Math.round(report.maxRssBytes / 1e6);
    return {
      figures: { sets: figures, maxRssBytes: report.maxRssBytes, unknownOptions: report.unknownOptions },
      rows: [
        ...figures.map(({ name, recent, plain }) => {
          const limit = name === 'session' ? SESSION_LIMIT_MS : LIMIT_MS;
          const worst = Math.max(recent.cpuP99Ms, plain.cpuP99Ms);
          return {
            aim: `p99 of "${name}" <= ${limit} ms CPU`,
            figure: `${recent.cpuP99Ms} (p50 ${recent.cpuP50Ms}); by BM25 alone ${plain.cpuP99Ms}; ${recent.partial + plain.partial} partial`,
            reached: worst <= limit,
          };
        }),
        {
          aim: 'RSS of a process that serves <= 200 MB',
          figure: `${megabytes} MB`,
          reached: report.maxRssBytes <= MAX_RSS,
        },
      ],
    };
  },
};

/** Percentiles over all passes of all queries. */
export function costs(answers: readonly Answer[]) {
  const cpu = answers.flatMap(({ cpuMs }) => cpuMs);
  const wall = answers.flatMap(({ wallMs }) => wallMs);
  return {
    cpuP50Ms: rounded(percentile(cpu, 50)),
    cpuP99Ms: rounded(percentile(cpu, 99)),
    wallP50Ms: rounded(percentile(wall, 50)),
    wallP99Ms: rounded(percentile(wall, 99)),
    partial: answers.filter(({ partial }) => partial).length,
  };
}
