import type { ErrorType } from '../classification.js';

type Backoff = readonly [baseMs: number, capMs: number];

const BRIEF: Backoff = [1_000, 60_000];
const BACKOFFS: Partial<Record<ErrorType, Backoff>> = {
  overloaded: [5_000, 120_000],
  network: [500, 30_000],
};

/**
 * The wait after the given failed attempt: at least the floor, plus full jitter over a range that doubles each time.
 * The first wait averages the base. The jitter comes on top because everyone whom a server tells the same time would
 * otherwise return at that time together.
 */
export function backoffMs(type: ErrorType, attempt: number, floorMs: number, random: () => number): number {
  const [baseMs, capMs] = BACKOFFS[type] ?? BRIEF;
  return floorMs + random() * Math.min(capMs, baseMs * 2 ** attempt);
}
