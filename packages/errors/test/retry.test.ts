import { getEventListeners } from 'node:events';
import { ErrorsError, retry, RetryError, type RetryAttempt, type RetryOptions } from '@keelson/errors/retry';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeClock } from './retry-clock.js';
import { failing, obedient, Verdict } from './retry-verdicts.js';

let clock: FakeClock;
let begun: number;
beforeEach(() => {
  clock = new FakeClock();
  begun = clock.now();
});

/** Runs the operation to its end and tells what came of it, the attempts that failed, and when it ended. */
async function outcome(operation: () => Promise<string>, options: Partial<RetryOptions> = {}) {
  const attempts: RetryAttempt[] = [];
  const onAttempt = (attempt: RetryAttempt) => attempts.push(attempt);
  const call = retry(operation, { classifier: obedient, clock, random: () => 0.5, onAttempt, ...options });
  const result = await clock.settle(call).catch((error: unknown) => error as RetryError);
  expect(clock.pending).toBe(0);
  return { result, attempts, waits: attempts.map(({ waitMs }) => waitMs), elapsedMs: clock.now() - begun };
}

/** The same, where it must end in a RetryError. */
async function rejection(operation: () => Promise<string>, options: Partial<RetryOptions> = {}) {
  const { result, ...rest } = await outcome(operation, options);
  expect(result).toBeInstanceOf(RetryError);
  return { error: result as RetryError, ...rest };
}

describe('waits', () => {
  it('returns the first success without a wait', async () => {
    expect(await outcome(async () => 'done')).toMatchObject({ result: 'done', attempts: [], elapsedMs: 0 });
  });

  it.each([
    ['rate_limit', 1_000, 60_000],
    ['overloaded', 5_000, 120_000],
    ['network', 500, 30_000],
  ] as const)('after %s doubles from twice %d ms to %d ms, with full jitter', async (type, base, cap) => {
    const ranges = Array.from({ length: 9 }, (_, index) => Math.min(cap, base * 2 ** (index + 1)));
    const operation = () =>
      failing(
        Array.from({ length: 9 }, () => new Verdict(type)),
        'done',
      );
    const options = { maxElapsedMs: Infinity };
    const half = await outcome(operation(), options);
    expect(half.waits).toEqual(ranges.map((range) => range / 2));
    const none = await outcome(operation(), { ...options, random: () => 0 });
    expect(none.waits).toEqual(ranges.map(() => 0));
  });

  it('takes a stated delay as the least wait, and puts the jitter on top', async () => {
    const error = new Verdict('rate_limit', { retryAfterMs: 20_000 });
    const { waits, elapsedMs, result } = await outcome(failing([error, error], 'done'));
    expect(waits).toEqual([21_000, 22_000]);
    expect(elapsedMs).toBe(43_000);
    expect(result).toBe('done');
  });

  it('takes a stated time in the past as no delay', async () => {
    const error = new Verdict('overloaded', { retryAfterMs: 0 });
    expect((await outcome(failing([error], 'done'))).waits).toEqual([5_000]);
  });

  it('waits longer than one timer can', async () => {
    const days = 40 * 24 * 3_600_000;
    const error = new Verdict('rate_limit', { retryAfterMs: days });
    const options = { maxWaitMs: Infinity, maxElapsedMs: Infinity, random: () => 0 };
    const { result, elapsedMs } = await outcome(failing([error], 'done'), options);
    expect(result).toBe('done');
    expect(elapsedMs).toBe(days);
  });

  it('uses the clock and the chance of the runtime where none is given', async () => {
    vi.useFakeTimers();
    try {
      const call = retry(failing([new Verdict('network')], 'done'), { classifier: obedient });
      await vi.advanceTimersByTimeAsync(1_000);
      expect(await call).toBe('done');
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('ends', () => {
  it.each(['auth', 'quota', 'unknown'] as const)('at once on %s', async (type) => {
    const cause = new Verdict(type);
    const { error, attempts } = await rejection(failing([cause]));
    expect(error).toMatchObject({
      code: 'ERRORS_NOT_RETRYABLE',
      message: type,
      retryable: false,
      retryAt: null,
    });
    expect(error.cause).toBe(cause);
    expect(error.attempts).toEqual(attempts);
    expect(attempts).toHaveLength(1);
  });

  it('after the last attempt, with every attempt and the last error', async () => {
    const errors = [new Verdict('network'), new Verdict('rate_limit'), new Verdict('overloaded')];
    const { error } = await rejection(failing(errors), { maxAttempts: 3 });
    expect(error.code).toBe('ERRORS_ATTEMPTS_EXHAUSTED');
    expect(error.cause).toBe(errors[2]);
    expect(error.retryable).toBe(true);
    expect(error.attempts).toMatchObject([
      { attempt: 1, startedAt: begun, durationMs: 0, error: errors[0], waitMs: 500 },
      { attempt: 2, startedAt: begun + 500, error: errors[1], waitMs: 2_000 },
      { attempt: 3, startedAt: begun + 2_500, error: errors[2], waitMs: null },
    ]);
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      name: 'RetryError',
      code: 'ERRORS_ATTEMPTS_EXHAUSTED',
      message: 'overloaded',
      retryable: true,
      details: { attempt: 3, type: 'overloaded', retryAt: null },
    });
  });

  it('rather than begin an attempt after maxElapsedMs', async () => {
    const { error, elapsedMs, waits } = await rejection(failing([new Verdict('rate_limit')]), {
      maxElapsedMs: 10_000,
    });
    expect(error.code).toBe('ERRORS_TIME_EXHAUSTED');
    expect(waits).toEqual([1_000, 2_000, 4_000, null]);
    expect(elapsedMs).toBe(7_000);
  });

  it('counts the time that the operation takes towards maxElapsedMs', async () => {
    const operation = async () => {
      await clock.pass(6_000);
      throw new Verdict('network');
    };
    const { error, elapsedMs } = await rejection(operation, { maxElapsedMs: 10_000 });
    expect(error.code).toBe('ERRORS_TIME_EXHAUSTED');
    expect(error.attempts[0]!.durationMs).toBe(6_000);
    expect(elapsedMs).toBe(12_500);
  });

  it('at once where the stated delay is above maxWaitMs, and says when to come back', async () => {
    const error = new Verdict('rate_limit', { retryAfterMs: 300_001 });
    const ended = await rejection(failing([error], 'done'));
    expect(ended.error).toMatchObject({
      code: 'ERRORS_WAIT_TOO_LONG',
      retryAt: begun + 300_001,
      retryable: true,
      details: { retryAt: begun + 300_001 },
    });
    expect(ended.elapsedMs).toBe(0);
    expect((await rejection(failing([error], 'done'), { maxWaitMs: 1_000 })).error.code).toBe(
      'ERRORS_WAIT_TOO_LONG',
    );
  });

  it('says when to come back from a long allowance window too', async () => {
    const error = new Verdict('quota', { retryAfterMs: 68_940_000 });
    const ended = await rejection(failing([error]));
    expect(ended.error).toMatchObject({ code: 'ERRORS_WAIT_TOO_LONG', retryAt: begun + 68_940_000 });
  });

  it('waits for a long delay that the classifier refuses only where maxWaitMs allows it, and never for quota', async () => {
    const long = { retryAfterMs: 1_800_000, retryable: false };
    const options = { maxWaitMs: 3_600_000, maxElapsedMs: 7_200_000 };
    expect((await outcome(failing([new Verdict('rate_limit', long)], 'done'), options)).result).toBe('done');
    const refused = await rejection(failing([new Verdict('quota', long)], 'done'), options);
    expect(refused.error).toMatchObject({ code: 'ERRORS_NOT_RETRYABLE', retryable: true });
    const short = new Verdict('rate_limit', { retryAfterMs: 1_000, retryable: false });
    expect((await rejection(failing([short], 'done'), options)).error.code).toBe('ERRORS_NOT_RETRYABLE');
  });

  it('remembers the last hundred attempts', async () => {
    const { error } = await rejection(failing([new Verdict('network')]), {
      maxAttempts: 150,
      random: () => 0,
    });
    expect(error.attempts).toHaveLength(100);
    expect(error.attempts.map(({ attempt }) => attempt).slice(-2)).toEqual([149, 150]);
    expect(error.details).toMatchObject({ attempt: 150 });
  });

  it.each(['a string', undefined, null, 7])('wraps %s as the cause', async (thrown) => {
    const { error } = await rejection(failing([thrown]));
    expect(error.cause).toBe(thrown);
  });

  it('wraps what cannot be read', async () => {
    const hostile = new Proxy({}, { get: () => expect.fail('read') });
    expect((await rejection(failing([hostile]))).error.cause).toBe(hostile);
  });

  it('takes a synchronous throw for a failure', async () => {
    const error = new Verdict('auth');
    const operation = () => {
      throw error;
    };
    expect((await rejection(operation)).error.cause).toBe(error);
  });
});

describe('messages', () => {
  it('count down to the scheduled wait, and not where there is none', async () => {
    const { attempts, error } = await rejection(failing([new Verdict('rate_limit')]), { maxAttempts: 2 });
    expect(attempts.map(({ message }) => message)).toEqual(['rate_limit, again in 1000 ms', 'rate_limit']);
    expect(error.message).toBe('rate_limit');
  });
});

describe('a listener that fails', () => {
  it.each([
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    ['rejects', () => Promise.reject(new Error('broken'))],
  ])('is reported and changes nothing when it %s', async (_how, onAttempt) => {
    const report = vi.spyOn(console, 'error').mockReturnValue();
    try {
      const { result } = await outcome(failing([new Verdict('network')], 'done'), { onAttempt });
      expect(result).toBe('done');
      expect(report).toHaveBeenCalledExactlyOnceWith('onAttempt failed:', new Error('broken'));
    } finally {
      report.mockRestore();
    }
  });
});

describe('an abort', () => {
  const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

  it('before the call rejects with its reason and calls nothing', async () => {
    const operation = vi.fn(async () => 'done');
    const reason = new Error('not wanted');
    const { result } = await outcome(operation, { signal: AbortSignal.abort(reason) });
    expect(result).toBe(reason);
    expect(operation).not.toHaveBeenCalled();
  });

  it('in a wait rejects at once and leaves no timer', async () => {
    const controller = new AbortController();
    const operation = vi.fn(failing([new Verdict('rate_limit', { retryAfterMs: 100_000 })]));
    const call = retry(operation, { classifier: obedient, clock, signal: controller.signal });
    await clock.pass(50_000);
    expect(clock.pending).toBe(1);
    controller.abort();
    await expect(call).rejects.toBe(controller.signal.reason);
    expect(clock.pending).toBe(0);
    expect(listeners(controller.signal)).toBe(0);
    expect(operation).toHaveBeenCalledOnce();
  });

  it('during the operation rejects at once, even if the operation does not listen', async () => {
    const controller = new AbortController();
    const call = retry(() => new Promise(() => undefined), {
      classifier: obedient,
      clock,
      signal: controller.signal,
    });
    await clock.pass(1_000);
    controller.abort('enough');
    await expect(call).rejects.toBe('enough');
    expect(listeners(controller.signal)).toBe(0);
  });

  it('by the operation itself, or by the listener, is heard', async () => {
    for (const where of ['operation', 'listener']) {
      const controller = new AbortController();
      const options = { signal: controller.signal, onAttempt: () => controller.abort(where) };
      const operation = async () => {
        if (where === 'operation') controller.abort(where);
        throw new Verdict('network');
      };
      expect((await outcome(operation, options)).result).toBe(where);
    }
  });

  it('that the operation raises on its own account passes through as it is', async () => {
    const abort = new DOMException('cancelled', 'AbortError');
    const operation = vi.fn(failing([abort]));
    expect((await outcome(operation)).result).toBe(abort);
    expect(operation).toHaveBeenCalledOnce();
  });

  it('that never comes leaves no listener behind', async () => {
    const { signal } = new AbortController();
    await outcome(failing([new Verdict('network'), new Verdict('network')], 'done'), { signal });
    await outcome(failing([new Verdict('auth')]), { signal });
    expect(listeners(signal)).toBe(0);
  });
});

describe('the operation', () => {
  it('is told its attempt and the signal of the call', async () => {
    const { signal } = new AbortController();
    const operation = vi.fn(failing([new Verdict('network')], 'done'));
    await outcome(operation, { signal });
    expect(operation.mock.calls).toEqual([[{ attempt: 1, signal }], [{ attempt: 2, signal }]]);
  });

  it('is given a signal even where the call has none', async () => {
    const call = retry(({ signal }) => signal.aborted, { classifier: obedient, clock });
    expect(await call).toBe(false);
  });
});

describe('options', () => {
  it.each([{ maxAttempts: 0 }, { maxAttempts: NaN }, { maxElapsedMs: -1 }, { maxWaitMs: NaN }])(
    'refuses %o before anything is called',
    async (options) => {
      const operation = vi.fn(async () => 'done');
      const { result } = await outcome(operation, options);
      expect(result).toBeInstanceOf(ErrorsError);
      expect(result).toMatchObject({ code: 'ERRORS_BAD_OPTIONS' });
      expect(operation).not.toHaveBeenCalled();
    },
  );
});
