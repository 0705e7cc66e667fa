import { rounded } from '../percentile.js';
import type { Section } from '../section.js';

/** What was indexed, and how fast. */
export const corpusSection: Section = {
  name: 'corpus',
  async measure(run) {
    const { imported } = await run.database();
    const { vocabulary } = await run.survey();
    const { documents, bytes, unspaced, averageLength } = vocabulary;
    const perSecond = Math.round((documents / imported.wallMs) * 1_000);
    const figures = {
      documents,
      textBytes: bytes,
      documentsInUnspacedScripts: unspaced,
      words: vocabulary.size,
      averageTerms: rounded(averageLength),
      importPerSecond: perSecond,
      importCpuMs: Math.round(imported.cpuMs),
      settledMs: Math.round(imported.settledMs),
    };
    const megabytes = Math.round(bytes / 1e6);
    return {
      figures,
      rows: [
        {
          aim: 'corpus',
          figure: `${documents.toLocaleString('en')} documents, ${megabytes} MB, ${vocabulary.size.toLocaleString('en')} words`,
          reached: null,
        },
        { aim: 'bulk import', figure: `${perSecond.toLocaleString('en')} documents/s`, reached: null },
      ],
    };
  },
};
