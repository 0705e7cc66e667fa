import type { Clock } from './clock.js';

/** The longest wait of one timer: a longer one fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Settles as the work does, or rejects with the signal's reason as soon as it aborts. Leaves no listener behind. */
export async function untilAborted<T>(start: () => T | PromiseLike<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const settled = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { signal: settled.signal });
  });
  try {
    return await Promise.race([start(), aborted]);
  } finally {
    settled.abort();
  }
}

/** Waits, in several timers where one cannot hold the time. Rejects with the signal's reason; leaves no timer behind. */
export async function sleep(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  for (let left = ms; left > 0; left -= LONGEST_TIMER_MS) {
    let timer: unknown;
    const start = () =>
      new Promise<void>((resolve) => {
        timer = clock.setTimeout(resolve, Math.min(left, LONGEST_TIMER_MS));
      });
    await untilAborted(start, signal).finally(() => clock.clearTimeout(timer));
  }
}
