import type { ErrorType } from '@keelson/errors';
import { CircuitBreaker, ErrorsError, retry, RetryError, type RetryOptions } from '@keelson/errors/retry';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeClock } from './retry-clock.js';
import { failing, obedient, Verdict } from './retry-verdicts.js';

const HOST = 'api.example.com';
const START = 1_000_000;

function failTimes(breaker: CircuitBreaker, times: number, type: ErrorType, now = START) {
  for (let count = 0; count < times; count += 1) breaker.failed(HOST, type, now, null);
}

describe('a circuit breaker', () => {
  let breaker: CircuitBreaker;
  beforeEach(() => {
    breaker = new CircuitBreaker({ failures: 3, openMs: 10_000 });
  });

  it.each(['rate_limit', 'overloaded', 'network'] as const)('opens after failures of %s', (type) => {
    failTimes(breaker, 2, type);
    expect(breaker.admit(HOST, START)).toBe(true);
    failTimes(breaker, 1, type);
    expect(breaker.admit(HOST, START)).toBe(false);
    expect(breaker.openUntil(HOST)).toBe(START + 10_000);
  });

  it('counts each category and each host for itself', () => {
    failTimes(breaker, 2, 'overloaded');
    failTimes(breaker, 2, 'network');
    expect(breaker.admit(HOST, START)).toBe(true);
    failTimes(breaker, 1, 'network');
    expect(breaker.admit(HOST, START)).toBe(false);
    expect(breaker.admit('other.example.com', START)).toBe(true);
  });

  it.each(['auth', 'quota', 'unknown'] as const)('does not count %s', (type) => {
    failTimes(breaker, 100, type);
    expect(breaker.admit(HOST, START)).toBe(true);
  });

  it('starts to count again after a success', () => {
    failTimes(breaker, 2, 'overloaded');
    breaker.succeeded(HOST);
    failTimes(breaker, 2, 'overloaded');
    expect(breaker.admit(HOST, START)).toBe(true);
  });

  it('lets one probe through at a time, and closes when it succeeds', () => {
    failTimes(breaker, 3, 'overloaded');
    const later = START + 10_000;
    expect(breaker.admit(HOST, later)).toBe(true);
    expect(breaker.admit(HOST, later)).toBe(false);
    breaker.succeeded(HOST);
    expect(breaker.admit(HOST, later)).toBe(true);
    expect(breaker.admit(HOST, later)).toBe(true);
  });

  it('opens again when the probe fails', () => {
    failTimes(breaker, 3, 'overloaded');
    expect(breaker.admit(HOST, START + 10_000)).toBe(true);
    failTimes(breaker, 1, 'overloaded', START + 12_000);
    expect(breaker.openUntil(HOST)).toBe(START + 22_000);
  });

  it('lets another probe through where one never reports back', () => {
    failTimes(breaker, 3, 'overloaded');
    expect(breaker.admit(HOST, START + 10_000)).toBe(true);
    expect(breaker.admit(HOST, START + 19_999)).toBe(false);
    expect(breaker.admit(HOST, START + 20_000)).toBe(true);
  });

  it('stays open for as long as the server says', () => {
    failTimes(breaker, 2, 'overloaded');
    breaker.failed(HOST, 'overloaded', START, 60_000);
    failTimes(breaker, 1, 'overloaded', START + 1_000);
    expect(breaker.openUntil(HOST)).toBe(START + 60_000);
  });

  it('forgets the hosts that were used least recently, and keeps a thousand', () => {
    failTimes(breaker, 3, 'network');
    const visit = (others: number, name: string) => {
      for (let index = 0; index < others; index += 1) breaker.admit(`${name}-${index}`, START);
    };
    visit(999, 'a');
    expect(breaker.admit(HOST, START)).toBe(false);
    visit(999, 'b');
    expect(breaker.admit(HOST, START)).toBe(false);
    visit(1_000, 'c');
    expect(breaker.admit(HOST, START)).toBe(true);
  });

  it.each([{ failures: 0 }, { openMs: NaN }])('refuses %o', (options) => {
    expect(() => new CircuitBreaker(options)).toThrow(ErrorsError);
  });
});

describe('retry with a circuit breaker', () => {
  let clock: FakeClock;
  let breaker: CircuitBreaker;
  let options: RetryOptions;
  beforeEach(() => {
    clock = new FakeClock();
    breaker = new CircuitBreaker({ failures: 3, openMs: 10_000 });
    options = { classifier: obedient, clock, random: () => 0, breaker, key: HOST };
  });

  async function open() {
    const call = retry(failing([new Verdict('network')]), { ...options, maxAttempts: 3 });
    await clock.settle(call).catch(() => undefined);
  }

  it('rejects at once while the circuit is open, and says until when', async () => {
    await open();
    const operation = vi.fn(async () => 'done');
    const error = await retry(operation, options).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RetryError);
    expect(error).toMatchObject({
      code: 'ERRORS_CIRCUIT_OPEN',
      message: `Requests to "${HOST}" are paused.`,
      attempts: [],
      retryable: true,
      retryAt: clock.now() + 10_000,
    });
    expect(operation).not.toHaveBeenCalled();
    expect(await retry(operation, { ...options, key: 'other.example.com' })).toBe('done');
  });

  it('does not spend the probe on a call that was cancelled', async () => {
    await open();
    await clock.pass(10_000);
    await expect(retry(async () => 'done', { ...options, signal: AbortSignal.abort('no') })).rejects.toBe(
      'no',
    );
    expect(await retry(async () => 'done', options)).toBe('done');
  });

  it('waits for the circuit that its own failure has opened, and is the probe', async () => {
    const begun = clock.now();
    const operation = failing(
      Array.from({ length: 3 }, () => new Verdict('network')),
      'done',
    );
    expect(await clock.settle(retry(operation, options))).toBe('done');
    expect(clock.now() - begun).toBe(10_000);
    expect(breaker.openUntil(HOST)).toBe(0);
  });

  it('says when the circuit lets a request through where its own attempts end', async () => {
    const call = retry(failing([new Verdict('network')]), { ...options, maxAttempts: 3 });
    const error = await clock.settle(call).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'ERRORS_ATTEMPTS_EXHAUSTED', retryAt: clock.now() + 10_000 });
  });

  it('lets only one of many waiting calls be the probe', async () => {
    await open();
    await clock.pass(10_000);
    const pending = new Promise<string>(() => undefined);
    void retry(() => pending, options);
    await expect(retry(async () => 'done', options)).rejects.toMatchObject({ code: 'ERRORS_CIRCUIT_OPEN' });
  });
});
