import type { MessageDocument } from '@keelson/search';
import { corpus, type CorpusOptions } from './corpus.js';
import { progressOf } from './progress.js';
import { type QuerySet, querySets } from './query-sets.js';
import { Vocabulary } from './vocabulary.js';

/** What reading a corpus once tells about it. */
export interface Survey {
  readonly vocabulary: Vocabulary;
  readonly sets: readonly QuerySet[];
}

/** Documents that queries are taken from. */
const SAMPLE = 2_000;

/** Counts the words of a corpus and derives the queries. */
export function surveyCorpus(options: CorpusOptions): Survey {
  const { documents, seed } = options;
  const vocabulary = new Vocabulary();
  const sample: MessageDocument[] = [];
  const progress = progressOf('Counting words', documents);
  const every = Math.max(1, documents / SAMPLE);
  let next = 0;
  for (const document of corpus(options)) {
    vocabulary.add(document);
    if (vocabulary.documents > next) {
      sample.push(document);
      next += every;
    }
    if (vocabulary.documents % 1_000 === 0) progress(vocabulary.documents);
  }
  progress(documents);
  return { vocabulary, sets: querySets(vocabulary, sample, seed) };
}
