import { percentile, rounded } from '../percentile.js';
import { runProgram } from '../program.js';
import type { ServeJob, ServeReport } from '../programs/serve.js';
import type { Section } from '../section.js';
import { typingErrors } from '../typing-errors.js';

const TOP = 3;
const AIM = 0.95;
const LIMIT_MS = 8;

/** Whether the word that was meant is among the first that the engine takes instead, and what looking for it costs. */
export const typosSection: Section = {
  name: 'typos',
  async measure(run) {
    const { file } = await run.database();
    const { vocabulary } = await run.survey();
    const errors = typingErrors(vocabulary, 1);
    const queries = errors.map(({ typed }) => ({ text: typed, prefix: false, sessionId: null }));
    const job: ServeJob = {
      database: file,
      first: { text: 'err', prefix: true, sessionId: null },
      runs: [
        { name: 'tolerant', queries, options: { typos: true } },
        { name: 'strict', queries, options: { typos: false } },
      ],
      passes: 3,
    };
    const { runs, unknownOptions } = await runProgram<ServeReport>('serve', job);
    if (unknownOptions.includes('typos')) {
      return { figures: {}, rows: [{ aim: 'typos', figure: 'this engine corrects nothing', reached: null }] };
    }
    const [tolerant = [], strict = []] = runs.map(({ answers }) => answers);
    const right = errors.filter(({ meant }, index) =>
      tolerant[index]?.corrections.slice(0, TOP).includes(meant),
    );
    const missed = errors.filter((error) => !right.includes(error));
    const share = right.length / errors.length;
    const added = tolerant.map(
      ({ cpuMs }, index) => percentile(cpuMs, 50) - percentile(strict[index]?.cpuMs ?? [], 50),
    );
    const figures = {
      errors: errors.length,
      share: rounded(share),
      addedP50Ms: rounded(percentile(added, 50)),
      addedP99Ms: rounded(percentile(added, 99)),
      missed: missed.slice(0, 20).map(({ meant, typed }) => `${typed} for ${meant}`),
    };
    return {
      figures,
      rows: [
        {
          aim: `right word in the top ${TOP} >= ${AIM * 100} %`,
          figure: `${rounded(share * 100)} % of ${errors.length}`,
          reached: share >= AIM,
        },
        {
          aim: `typos, added p99 <= ${LIMIT_MS} ms CPU`,
          figure: `${figures.addedP99Ms} ms (p50 ${figures.addedP50Ms})`,
          reached: figures.addedP99Ms <= LIMIT_MS,
        },
      ],
    };
  },
};
