import type { RetryOptions } from './options.js';
import { retry, type RetryContext } from './retry.js';

/**
 * Opens a stream, and retries as `retry` does until its first value has come. From then on errors pass through as they
 * are: what the consumer has seen is never played again.
 *
 * Nothing is called before the first value is asked for. Leaving the loop closes the stream.
 *
 * @throws What `retry` throws, before the first value.
 * @example
 * const events = retryStream(({ signal }) => client.messages.create({ ...request, stream: true }, { signal }), {
 *   classifier,
 * });
 * for await (const event of events) show(event);
 */
export async function* retryStream<T>(
  operation: (context: RetryContext) => AsyncIterable<T> | PromiseLike<AsyncIterable<T>>,
  options: RetryOptions,
): AsyncGenerator<T, void, undefined> {
  const { iterator, first } = await retry(async (context) => {
    const opened = (await operation(context))[Symbol.asyncIterator]();
    const result = await opened.next();
    // After an abort nobody waits for this stream any more, so nobody else closes it.
    if (context.signal.aborted) await opened.return?.();
    return { iterator: opened, first: result };
  }, options);

  if (first.done === true) return;
  let isLeft = true;
  try {
    yield first.value;
    isLeft = false;
  } finally {
    if (isLeft) await iterator.return?.();
  }
  yield* { [Symbol.asyncIterator]: () => iterator };
}
