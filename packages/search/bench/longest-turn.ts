import { closeSync, openSync, readSync } from 'node:fs';
import { performance, PerformanceObserver } from 'node:perf_hooks';

/** The longest times that one turn of an event loop took, in milliseconds. */
export interface LongestTurn {
  readonly turnMs: number;
  /** Of it or another turn, the longest garbage collection. */
  readonly collectionMs: number;
}

/**
 * Measures the longest time for which one turn of this process's event loop has worked. Unlike the time between two
 * timers it leaves out what the machine adds: waking up late and, where the system tells it (Linux), waiting for a
 * processor.
 */
export function measureLongestTurn(): () => LongestTurn {
  const runQueue = new RunQueue();
  const busyMs = () => performance.now() - performance.eventLoopUtilization().idle - runQueue.waitMs();
  let [turnMs, collectionMs] = [0, 0];
  let last = busyMs();
  const timer = setInterval(() => {
    const now = busyMs();
    turnMs = Math.max(turnMs, now - last);
    last = now;
  }, 1);
  const collections = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) collectionMs = Math.max(collectionMs, duration);
  });
  collections.observe({ entryTypes: ['gc'] });
  return () => {
    clearInterval(timer);
    collections.disconnect();
    runQueue.close();
    return { turnMs, collectionMs };
  };
}

const [ZERO, NINE, SPACE] = [0x30, 0x39, 0x20];

/** How long the main thread has waited for a processor, https://docs.kernel.org/scheduler/sched-stats.html */
class RunQueue {
  readonly #file = open('/proc/self/schedstat');
  // Read a thousand times a second: strings would be garbage enough to be measured themselves.
  readonly #buffer = new Uint8Array(128);

  waitMs(): number {
    if (this.#file === undefined) return 0;
    const length = readSync(this.#file, this.#buffer, 0, this.#buffer.length, 0);
    let nanoseconds = 0;
    for (let at = this.#buffer.indexOf(SPACE) + 1; at < length; at += 1) {
      const digit = this.#buffer[at] ?? SPACE;
      if (digit < ZERO || digit > NINE) break;
      nanoseconds = nanoseconds * 10 + digit - ZERO;
    }
    return nanoseconds / 1e6;
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file);
  }
}

function open(file: string): number | undefined {
  try {
    return openSync(file, 'r');
  } catch {
    return undefined;
  }
}
