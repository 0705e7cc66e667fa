import { setTimeout as sleep } from 'node:timers/promises';
import { StorageFault } from '@keelson/internal-runtime/storage-fault';
import { isBusy } from './translate-error.js';

/** How long a locked database is waited for before the caller hears of it, in milliseconds. */
const BUSY_DEADLINE_MS = 30_000;

/**
 * Runs `attempt` again while another connection holds the lock, sleeping between attempts
 * without holding up the event loop.
 */
export async function retryBusy<T>(attempt: () => T, deadlineMs = BUSY_DEADLINE_MS): Promise<T> {
  const start = performance.now();
  for (let tries = 0; ; tries += 1) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error)) throw error;
      const waited = performance.now() - start;
      if (waited >= deadlineMs) {
        throw new StorageFault(
          'BUSY',
          `Another process has held the lock on the database for ${Math.round(waited)} ms. ` +
            'Look for a program that keeps a transaction open, then try again.',
          { cause: error, retryable: true, details: { waitedMs: Math.round(waited) } },
        );
      }
    }
    // Full jitter, so that waiting processes do not meet again. An attempt costs microseconds, so the cap is low:
    // the gap between two transactions of a busy writer is short and must be hit.
    await sleep(Math.random() * Math.min(6, 1 + tries));
  }
}
