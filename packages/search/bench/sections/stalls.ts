import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeDocuments } from '../document-file.js';
import { rounded } from '../percentile.js';
import { runProgram } from '../program.js';
import type { StallsJob, StallsReport } from '../programs/stalls.js';
import type { Section } from '../section.js';

const DOCUMENTS = 20_000;
const LIMIT_MS = 5;

/** For how long bulk work holds up the main thread. */
export const stallsSection: Section = {
  name: 'stalls',
  async measure(run) {
    const corpus = await run.corpus();
    const folder = mkdtempSync(join(run.folder, 'stalls-'));
    const documents = await writeDocuments(folder, { ...corpus, documents: DOCUMENTS });
    const job: StallsJob = { database: join(folder, 'search.db'), documents };
    const stalls = await runProgram<StallsReport>('stalls', job);
    rmSync(folder, { recursive: true });
    return {
      figures: { documents: DOCUMENTS, ...stalls },
      rows: (['import', 'merge', 'rebuild'] as const).map((name) => {
        const { turnMs, collectionMs } = stalls[name];
        return {
          aim: `longest block of the main thread, ${name} of 20,000, <= ${LIMIT_MS} ms`,
          figure: `${rounded(turnMs)} ms; garbage collection at most ${rounded(collectionMs)} ms`,
          reached: turnMs <= LIMIT_MS,
        };
      }),
    };
  },
};
