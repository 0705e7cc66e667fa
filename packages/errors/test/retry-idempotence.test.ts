import type { Classification } from '@keelson/errors';
import { retry, RetryError } from '@keelson/errors/retry';
import { describe, expect, it } from 'vitest';
import { FakeClock } from './retry-clock.js';
import { failing, obedient, Verdict } from './retry-verdicts.js';

/** An error of the given kind with fields of a runtime's or library's error. */
function shaped(type: Classification['type'], fields: object): Error {
  return Object.assign(new Verdict(type), fields);
}

const refused = shaped('network', { code: 'ECONNREFUSED' });
const reset = shaped('network', { code: 'ECONNRESET' });
const limited = shaped('rate_limit', { status: 429 });

async function repeats(error: unknown): Promise<boolean> {
  const clock = new FakeClock();
  const call = retry(failing([error], 'done'), { classifier: obedient, clock, idempotent: false });
  return clock.settle(call).then(
    () => true,
    (reason: unknown) => {
      expect(reason).toMatchObject({ code: 'ERRORS_NOT_RETRYABLE', retryable: true });
      expect(reason).toBeInstanceOf(RetryError);
      return false;
    },
  );
}

describe('an operation that must not take effect twice', () => {
  it.each([
    ['a refused connection', refused],
    ['an unknown host', shaped('network', { code: 'ENOTFOUND' })],
    ['a resolver that fails for now', shaped('network', { code: 'EAI_AGAIN' })],
    ['a connection that was not answered', shaped('network', { code: 'UND_ERR_CONNECT_TIMEOUT' })],
    ['a refused connection under Bun', shaped('network', { code: 'ConnectionRefused' })],
    ['a refused connection two causes deep', shaped('network', { cause: { cause: refused } })],
    ['refused connections to all addresses', shaped('network', { cause: { errors: [refused, refused] } })],
    ['a rate limit', limited],
    ['a rate limit with a cause', shaped('rate_limit', { cause: { message: 'slow down' } })],
  ])('is repeated after %s', async (_name, error) => {
    expect(await repeats(error)).toBe(true);
  });

  const cyclic = shaped('network', {});
  cyclic.cause = cyclic;
  const hostile = Object.defineProperty(new Verdict('network'), 'cause', {
    get() {
      throw new Error('no');
    },
  });
  it.each([
    ['a reset connection', reset],
    ['a timeout', shaped('network', { code: 'ETIMEDOUT' })],
    ['an overloaded server', new Verdict('overloaded')],
    ['attempts of which one may have arrived', shaped('network', { errors: [refused, reset] })],
    ['a rate limit that followed a reset', shaped('rate_limit', { errors: [reset, limited] })],
    ['such attempts in a cause', shaped('rate_limit', { cause: { errors: [reset, limited] } })],
    ['an error without a code', new Verdict('network')],
    ['an error that is its own cause', cyclic],
    ['an error that cannot be read', hostile],
    ['an error whose errors are no array', shaped('network', { errors: 'many', code: 'ECONNREFUSED' })],
  ])('is not repeated after %s', async (_name, error) => {
    expect(await repeats(error)).toBe(false);
  });
});
