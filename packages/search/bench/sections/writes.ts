import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeDocuments } from '../document-file.js';
import { percentile, rounded } from '../percentile.js';
import { runProgram } from '../program.js';
import type { WritesJob, WritesReport } from '../programs/writes.js';
import type { Section } from '../section.js';

const DOCUMENTS = 3_000;

/** Single durable writes by many at once, against a transaction for each row. */
export const writesSection: Section = {
  name: 'writes',
  async measure(run) {
    const corpus = await run.corpus();
    const folder = mkdtempSync(join(run.folder, 'writes-'));
    const documents = await writeDocuments(folder, { ...corpus, documents: DOCUMENTS });
    const job: WritesJob = { folder, documents, writers: 32, rounds: 5 };
    const report = await runProgram<WritesReport>('writes', job);
    rmSync(folder, { recursive: true });

    const { oursMs, oneRowMs, documentsPerRound, acknowledged, found } = report;
    const perSecond = (times: readonly number[]) =>
      Math.round((documentsPerRound / percentile(times, 50)) * 1_000);
    // Rounds are compared pairwise: what slowed one down slowed its neighbour too.
    const ratio = rounded(
      percentile(
        oneRowMs.map((time, round) => time / oursMs[round]!),
        50,
      ),
    );
    return {
      figures: { ...report, ratio },
      rows: [
        {
          aim: '32 writers of durable messages >= 7x one row a transaction',
          figure: `${ratio}x: ${perSecond(oursMs)} against ${perSecond(oneRowMs)} a second`,
          reached: ratio >= 7,
        },
        {
          aim: 'found once acknowledged',
          figure: `${found} of ${acknowledged}`,
          reached: found === acknowledged,
        },
      ],
    };
  },
};
