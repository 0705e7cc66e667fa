import { ErrorClassifier } from '@keelson/errors';
import { beforeAll, describe, expect, it } from 'vitest';
import { readCorpora, type CorpusError } from './corpus.js';
import { type Score, scoreOfClassifier, summary } from './score.js';

const errors = readCorpora().get('dev.jsonl');
const skipped = errors === undefined ? ' (skipped: KEELSON_CORPORA names no folder with errors)' : '';

describe.skipIf(errors === undefined)(`the corpus of errors${skipped}`, () => {
  let scores: readonly (Score & { readonly expected: CorpusError })[];

  beforeAll(() => {
    const classifier = new ErrorClassifier();
    scores = (errors ?? []).map((expected) => ({ expected, ...scoreOfClassifier(classifier, expected) }));
  });

  it('is classified to the measure', () => {
    const { accuracy, macroF1, hints, falseRetries, missedRetries } = summary(scores);
    expect(scores.filter(({ right }) => !right).length / scores.length).toBeLessThanOrEqual(0.02);
    expect(accuracy).toBeGreaterThanOrEqual(0.98);
    expect(macroF1).toBeGreaterThanOrEqual(0.98);
    expect(hints).toBeGreaterThanOrEqual(0.97);
    expect(falseRetries).toBeLessThanOrEqual(0.02);
    expect(missedRetries).toBeLessThanOrEqual(0.04);
  });

  it('reads the stated delays', () => {
    const stated = scores.filter(({ expected }) => expected.wait !== undefined);
    expect(stated.length).toBeGreaterThan(50);
    expect(stated.filter(({ hint }) => hint).length / stated.length).toBeGreaterThanOrEqual(0.97);
  });

  it('never has auth, 402, an abort or an allowance of nothing retried', () => {
    const never = scores.filter(({ expected: { error, type } }) => {
      const text = JSON.stringify(error);
      return type === 'auth' || /\b402\b|abort|cancel|limit\W{1,4}0\b/i.test(text);
    });
    expect(never.length).toBeGreaterThan(40);
    expect(never.filter(({ falseRetry }) => falseRetry).map(({ expected: { id } }) => id)).toEqual([]);
  });
});
