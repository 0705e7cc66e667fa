import fc from 'fast-check';
import { retry, RetryError, type RetryAttempt } from '@keelson/errors/retry';
import { expect, it } from 'vitest';
import { FakeClock } from './retry-clock.js';
import { failing, obedient, Verdict } from './retry-verdicts.js';

const CAPS = { rate_limit: 60_000, overloaded: 120_000, network: 30_000 };

const failures = fc.array(
  fc.record({
    type: fc.constantFrom('rate_limit' as const, 'overloaded' as const, 'network' as const),
    retryAfterMs: fc.option(fc.integer({ min: 0, max: 400_000 })),
    durationMs: fc.integer({ min: 0, max: 20_000 }),
    random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  }),
  { minLength: 1, maxLength: 25 },
);
const limits = fc.record({
  maxAttempts: fc.integer({ min: 1, max: 30 }),
  maxElapsedMs: fc.integer({ min: 0, max: 2_000_000 }),
  maxWaitMs: fc.integer({ min: 0, max: 350_000 }),
});

it('waits between the hint and the hint plus the cap, and ends within every limit', async () => {
  await fc.assert(
    fc.asyncProperty(failures, limits, fc.boolean(), async (planned, bounds, recovers) => {
      const clock = new FakeClock();
      const begun = clock.now();
      const starts: number[] = [];
      const attempts: RetryAttempt[] = [];
      const fail = failing(
        planned.map(({ type, retryAfterMs }) => new Verdict(type, { retryAfterMs })),
        recovers ? 'done' : undefined,
      );
      const call = retry(
        async () => {
          const { durationMs = 0 } = planned[starts.length] ?? {};
          starts.push(clock.now());
          await new Promise<void>((resolve) => clock.setTimeout(resolve, durationMs));
          return fail();
        },
        {
          classifier: obedient,
          clock,
          random: () => planned[attempts.length]?.random ?? 0.5,
          onAttempt: (attempt) => attempts.push(attempt),
          ...bounds,
        },
      );
      const result = await clock.settle(call).catch((error: unknown) => error);

      for (const [index, { classification, waitMs, startedAt, durationMs }] of attempts.entries()) {
        if (waitMs === null) continue;
        const hint = classification.retryAfterMs ?? 0;
        expect(waitMs).toBeGreaterThanOrEqual(hint);
        expect(waitMs).toBeLessThanOrEqual(hint + CAPS[classification.type as keyof typeof CAPS]);
        expect(hint).toBeLessThanOrEqual(bounds.maxWaitMs);
        expect(starts[index + 1]).toBeCloseTo(startedAt + durationMs + waitMs, 3);
      }
      expect(starts.length).toBeLessThanOrEqual(bounds.maxAttempts);
      expect(starts.at(-1)! - begun).toBeLessThanOrEqual(bounds.maxElapsedMs + 0.001);
      if (result === 'done') expect(starts.length).toBe(planned.length + 1);
      else expect(result).toBeInstanceOf(RetryError);
      expect(clock.pending).toBe(0);
    }),
    { numRuns: 300 },
  );
});
