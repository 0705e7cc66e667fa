import { setTimeout as sleep } from 'node:timers/promises';
import type { MaintenanceState } from './collection-store.js';

const PAUSE_MS = 20;

/** Calls for one step of maintenance after another while there is something to do, one loop at a time. */
export class Tidying {
  readonly #step: () => Promise<MaintenanceState>;
  #wanted = false;
  #stopped = false;
  #running = false;
  /** Whether writes have outrun the maintenance. */
  isBehind = false;

  constructor(step: () => Promise<MaintenanceState>) {
    this.#step = step;
  }

  /** Says that there may be something to do. */
  wake(): void {
    this.#wanted = true;
    if (this.#running) return;
    this.#running = true;
    // What fails here fails the next write too, and that one has somebody to tell.
    void this.#run()
      .catch(() => undefined)
      .finally(() => (this.#running = false));
  }

  stop(): void {
    this.#stopped = true;
  }

  async #run(): Promise<void> {
    while (this.#wanted && !this.#stopped) {
      this.#wanted = false;
      const state = await this.#step();
      this.isBehind = state === 'behind';
      this.#wanted ||= state !== 'done';
      // Whoever waits to write goes first, unless searches suffer already. A process may end meanwhile.
      if (!this.isBehind) await sleep(PAUSE_MS, undefined, { ref: false });
    }
  }
}
