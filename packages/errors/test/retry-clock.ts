import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '@keelson/errors/retry';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** A clock that stands still until it is run. Like a runtime, it fires a timer at once that is longer than 31 bits. */
export class FakeClock implements Clock {
  #now: number;
  #timers = new Map<number, Timer>();
  #count = 0;

  constructor(now = 1_800_000_000_000) {
    this.#now = now;
  }

  /** How many timers wait. */
  get pending(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now;
  }

  setTimeout(callback: () => void, ms: number): number {
    this.#count += 1;
    this.#timers.set(this.#count, { at: this.#now + (ms > 2 ** 31 - 1 ? 1 : ms), callback });
    return this.#count;
  }

  clearTimeout(timer: unknown): void {
    this.#timers.delete(timer as number);
  }

  /** Lets `ms` pass, timer by timer. */
  async pass(ms: number): Promise<void> {
    const until = this.#now + ms;
    await this.#run(until);
    this.#now = until;
  }

  /** Runs timers until none is left, and returns what the work came to. */
  async settle<T>(work: Promise<T>): Promise<T> {
    work.catch(() => undefined);
    await this.#run(Infinity);
    return work;
  }

  async #run(until: number): Promise<void> {
    for (;;) {
      await nextTurn();
      let [next]: [number, Timer][] = [];
      for (const entry of this.#timers) if (next === undefined || entry[1].at < next[1].at) next = entry;
      if (next === undefined || next[1].at > until) return;
      this.#timers.delete(next[0]);
      this.#now = Math.max(this.#now, next[1].at);
      next[1].callback();
    }
  }
}
