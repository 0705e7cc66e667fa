import { readFileSync } from 'node:fs';

/**
 * Measures the longest time in milliseconds for which this process held up its own event loop.
 *
 * Time in which the main thread was ready but the machine ran something else is not counted, where the system
 * tells it (Linux, /proc/self/schedstat); elsewhere compare with an idle process measured at the same time.
 */
export function measureStalls(): () => number {
  let longest = 0;
  let last = performance.now();
  let lastWait = runQueueWaitMs();
  const timer = setInterval(() => {
    const now = performance.now();
    const wait = runQueueWaitMs();
    longest = Math.max(longest, now - last - (wait - lastWait) - 1);
    last = now;
    lastWait = wait;
  }, 1);
  return () => {
    clearInterval(timer);
    return longest;
  };
}

/** How long the main thread has waited for a processor since its start, https://docs.kernel.org/scheduler/sched-stats.html */
function runQueueWaitMs(): number {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'latin1').split(' ')[1]) / 1e6;
  } catch {
    return 0;
  }
}
