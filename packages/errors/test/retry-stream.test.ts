import { retryStream, RetryError, type RetryContext, type RetryOptions } from '@keelson/errors/retry';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeClock } from './retry-clock.js';
import { obedient, Verdict } from './retry-verdicts.js';

let clock: FakeClock;
let options: RetryOptions;
beforeEach(() => {
  clock = new FakeClock();
  options = { classifier: obedient, clock };
});

const closed = vi.fn();

/** Yields the values, and throws those that are errors. */
async function* stream(...values: readonly unknown[]): AsyncGenerator {
  try {
    for (const value of values) {
      if (value instanceof Error) throw value;
      yield value;
    }
  } finally {
    closed();
  }
}

/** Opens a stream of the first values, then one of the second values, and so on. */
function opening(...streams: readonly (readonly unknown[])[]) {
  let calls = 0;
  return vi.fn<(context: RetryContext) => AsyncGenerator>(() => {
    calls += 1;
    return stream(...(streams[calls - 1] ?? []));
  });
}

async function collect(values: AsyncIterable<unknown>): Promise<{ got: unknown[]; error: unknown }> {
  const got: unknown[] = [];
  const reading = (async () => {
    for await (const value of values) got.push(value);
  })();
  const error: unknown = await clock.settle(reading).then(
    () => null,
    (reason: unknown) => reason,
  );
  return { got, error };
}

const overloaded = new Verdict('overloaded');

describe('a retried stream', () => {
  it('yields what the operation yields', async () => {
    const operation = opening([1, 2, 3]);
    expect(await collect(retryStream(operation, options))).toEqual({ got: [1, 2, 3], error: null });
    expect(operation).toHaveBeenCalledOnce();
  });

  it('is opened again where it fails before its first value', async () => {
    const operation = opening([overloaded], [overloaded], [1, 2]);
    expect(await collect(retryStream(operation, options))).toEqual({ got: [1, 2], error: null });
    expect(operation.mock.calls.map(([{ attempt }]) => attempt)).toEqual([1, 2, 3]);
    expect(clock.pending).toBe(0);
  });

  it('is opened again where opening it fails', async () => {
    let calls = 0;
    const operation = async () => {
      calls += 1;
      if (calls === 1) throw overloaded;
      return stream(1);
    };
    expect(await collect(retryStream(operation, options))).toEqual({ got: [1], error: null });
  });

  it('is never played again once a value has come: the error passes through as it is', async () => {
    const operation = opening([1, 2, overloaded], [1, 2, 3]);
    const { got, error } = await collect(retryStream(operation, options));
    expect(got).toEqual([1, 2]);
    expect(error).toBe(overloaded);
    expect(operation).toHaveBeenCalledOnce();
  });

  it('rejects as retry does where no stream yields', async () => {
    const { error } = await collect(
      retryStream(opening([overloaded], [overloaded]), { ...options, maxAttempts: 2 }),
    );
    expect(error).toBeInstanceOf(RetryError);
    expect(error).toMatchObject({ code: 'ERRORS_ATTEMPTS_EXHAUSTED', cause: overloaded });
  });

  it('may be empty', async () => {
    const operation = opening([]);
    expect(await collect(retryStream(operation, options))).toEqual({ got: [], error: null });
    expect(operation).toHaveBeenCalledOnce();
  });

  it('calls nothing before the first value is asked for', async () => {
    const operation = opening([1]);
    await retryStream(operation, options).return();
    expect(operation).not.toHaveBeenCalled();
  });

  it.each([1, 2])('closes the stream of the operation when the consumer leaves at value %d', async (last) => {
    closed.mockClear();
    for await (const value of retryStream(opening([1, 2, 3]), options)) if (value === last) break;
    expect(closed).toHaveBeenCalledOnce();
  });

  it('closes a stream that comes after an abort', async () => {
    closed.mockClear();
    const controller = new AbortController();
    let open: ((values: AsyncIterable<unknown>) => void) | undefined;
    const operation = () => new Promise<AsyncIterable<unknown>>((resolve) => (open = resolve));
    const reading = collect(retryStream(operation, { ...options, signal: controller.signal }));
    await clock.pass(0);
    controller.abort('enough');
    expect((await reading).error).toBe('enough');
    open?.(stream(1, 2));
    await clock.pass(0);
    expect(closed).toHaveBeenCalledOnce();
  });

  it('takes iterators that cannot be closed', async () => {
    const values = [1, 2];
    const bare: AsyncIterable<number> = {
      [Symbol.asyncIterator]: () => ({
        next: async () =>
          ({ done: values.length === 0, value: values.shift() ?? 0 }) as IteratorResult<number>,
      }),
    };
    for await (const value of retryStream(() => bare, options)) {
      expect(value).toBe(1);
      break;
    }
    expect(values).toEqual([2]);
  });
});
