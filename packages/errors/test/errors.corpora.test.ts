import { ErrorClassifier, type ErrorType } from '@keelson/errors';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Expectation, type Score, scoreOf, summary } from './score.js';

const corpora = process.env['KEELSON_CORPORA'];
const file = join(corpora ?? '', 'errors', 'dev.jsonl');
const present = corpora !== undefined && existsSync(file);
const skipped = present ? '' : ' (skipped: KEELSON_CORPORA names no folder with errors)';

interface Row {
  readonly id: string;
  readonly input: unknown;
  readonly label: ErrorType;
  readonly retryable: boolean;
  readonly retry_after_ms: number | null;
  readonly now?: string;
}

describe.skipIf(!present)(`the corpus of errors${skipped}`, () => {
  let scores: readonly (Score & { readonly expected: Expectation; readonly id: string })[];

  beforeAll(() => {
    const classifier = new ErrorClassifier();
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
    scores = lines
      .map((line) => JSON.parse(line) as Row)
      .map(({ id, input, label, retryable, retry_after_ms: wait, now }) => {
        const expected = { error: input, type: label, retryable, wait: wait ?? undefined, now };
        return { id, expected, ...scoreOf(classifier, expected) };
      });
  });

  it('is classified to the measure', () => {
    const { accuracy, macroF1, hints, falseRetries, missedRetries } = summary(scores);
    expect(
      scores.filter(({ right }) => !right).map(({ id }) => id).length / scores.length,
    ).toBeLessThanOrEqual(0.02);
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
    expect(never.filter(({ falseRetry }) => falseRetry).map(({ id }) => id)).toEqual([]);
  });
});
