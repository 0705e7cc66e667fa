import { ErrorsError, retry, RetryBudget, RetryError } from '@keelson/errors/retry';
import { describe, expect, it } from 'vitest';
import { FakeClock } from './retry-clock.js';
import { failing, obedient, Verdict } from './retry-verdicts.js';

const START = 1_000_000;

function takeAll(budget: RetryBudget, key: string, now: number): number {
  let taken = 0;
  while (taken < 1_000 && budget.take(key, now)) taken += 1;
  return taken;
}

describe('a retry budget', () => {
  it('holds its capacity for each key', () => {
    const budget = new RetryBudget({ capacity: 3 });
    expect(takeAll(budget, 'a', START)).toBe(3);
    expect(takeAll(budget, 'b', START)).toBe(3);
  });

  it('fills up with time, and not over its capacity', () => {
    const budget = new RetryBudget({ capacity: 3, refillPerSecond: 2 });
    takeAll(budget, 'a', START);
    expect(takeAll(budget, 'a', START + 499)).toBe(0);
    expect(takeAll(budget, 'a', START + 1_000)).toBe(2);
    expect(takeAll(budget, 'a', START + 60_000)).toBe(3);
  });

  it('never fills up where nothing comes back', () => {
    const budget = new RetryBudget({ capacity: 1, refillPerSecond: 0 });
    expect(takeAll(budget, 'a', 0)).toBe(1);
    expect(takeAll(budget, 'a', Number.MAX_SAFE_INTEGER)).toBe(0);
  });

  it('loses nothing when the clock is set back', () => {
    const budget = new RetryBudget({ capacity: 3 });
    budget.take('a', START);
    expect(takeAll(budget, 'a', START - 3_600_000)).toBe(2);
  });

  it.each([{ capacity: 0 }, { refillPerSecond: -1 }, { refillPerSecond: NaN }])('refuses %o', (options) => {
    expect(() => new RetryBudget(options)).toThrow(ErrorsError);
  });
});

describe('retry with a budget', () => {
  it('retries as long as the budget of its key lasts, whoever spends it', async () => {
    const clock = new FakeClock();
    const budget = new RetryBudget({ capacity: 5, refillPerSecond: 0 });
    const options = { classifier: obedient, clock, budget, key: 'a' };
    const attempts: number[] = [];
    for (let call = 0; call < 3; call += 1) {
      const ended = retry(failing([new Verdict('network')]), { ...options, maxAttempts: 4 });
      const error = (await clock.settle(ended).catch((reason: unknown) => reason)) as RetryError;
      attempts.push(error.attempts.length);
      expect(error.code).toBe(call === 0 ? 'ERRORS_ATTEMPTS_EXHAUSTED' : 'ERRORS_BUDGET_EXHAUSTED');
    }
    expect(attempts).toEqual([4, 3, 1]);
    const other = retry(failing([new Verdict('network')], 'done'), { ...options, key: 'b' });
    expect(await clock.settle(other)).toBe('done');
  });

  it('pays neither for first attempts nor for retries that do not happen', async () => {
    const clock = new FakeClock();
    const budget = new RetryBudget({ capacity: 1, refillPerSecond: 0 });
    const options = { classifier: obedient, clock, budget };
    for (const error of [new Verdict('auth'), new Verdict('rate_limit', { retryAfterMs: 900_000 })]) {
      await expect(retry(failing([error]), options)).rejects.toBeInstanceOf(RetryError);
    }
    await expect(retry(failing([new Verdict('network')]), { ...options, maxAttempts: 1 })).rejects.toThrow();
    await expect(retry(failing([new Verdict('network')]), { ...options, maxElapsedMs: 0 })).rejects.toThrow();
    expect(budget.take('', clock.now())).toBe(true);
  });
});
