/** Many clients and one server that admits few of them, on a fake clock. The benchmark runs it with other executors. */
import type { Clock } from '@keelson/errors/retry';
import { FakeClock } from './retry-clock.js';

/** Sends until it succeeds or gives up. */
export type Client = (send: () => Promise<void>, clock: Clock, random: () => number) => Promise<void>;

/** What the server is like before it works. */
export interface Scenario {
  readonly name: string;
  /** How long no request succeeds. */
  readonly outageMs: number;
  /** What a client sees meanwhile; `leftMs` is the time until the end. */
  readonly failure: (leftMs: number) => Failure;
}

interface Failure {
  readonly error: Error;
  /** For how long the server has told the client to stay away. */
  readonly statedMs: number | null;
}

export interface SimulationResult {
  /** The share of the clients that succeeded. */
  readonly success: number;
  readonly requestsPerSuccess: number;
  /** Requests that came before the time which the server had stated to that client. */
  readonly tooEarly: number;
  /** When the last client succeeded. */
  readonly lastSuccessMs: number;
}

const CLIENTS = 200;
const ADMITTED_PER_SECOND = 20;

export const SCENARIOS: readonly Scenario[] = [
  { name: 'burst', outageMs: 0, failure: () => refusal(503, null) },
  { name: 'after 20 s of 503', outageMs: 20_000, failure: () => refusal(503, null) },
  { name: 'after 20 s of refused connections', outageMs: 20_000, failure: refusedConnection },
  {
    name: 'after 90 s of 503 that state the end',
    outageMs: 90_000,
    failure: (leftMs) => refusal(503, leftMs),
  },
];

/** An answer that states a time, if any, in whole seconds. */
function refusal(status: number, leftMs: number | null): Failure {
  const seconds = leftMs === null ? null : Math.ceil(leftMs / 1_000);
  const headers = seconds === null ? {} : { 'retry-after': String(seconds) };
  return {
    error: Object.assign(new Error(`Request failed with status code ${status}`), { status, headers }),
    statedMs: seconds === null ? null : seconds * 1_000,
  };
}

function refusedConnection(): Failure {
  const cause = Object.assign(new Error('connect ECONNREFUSED 192.0.2.1:443'), {
    code: 'ECONNREFUSED',
    syscall: 'connect',
  });
  return { error: new TypeError('fetch failed', { cause }), statedMs: null };
}

/** All clients send at the same moment. A 429 states, in whole seconds, when the next window of one second begins. */
export async function simulate(
  client: Client,
  { outageMs, failure }: Scenario,
  seed: number,
): Promise<SimulationResult> {
  const clock = new FakeClock();
  const random = mulberry32(seed);
  const begun = clock.now();
  let requests = 0;
  let successes = 0;
  let tooEarly = 0;
  let lastSuccessMs = 0;
  const window = { index: -1, admitted: 0 };

  const fails = (elapsed: number): Failure | null => {
    if (elapsed < outageMs) return failure(outageMs - elapsed);
    const index = Math.floor(elapsed / 1_000);
    if (index !== window.index) Object.assign(window, { index, admitted: 0 });
    window.admitted += 1;
    return window.admitted > ADMITTED_PER_SECOND ? refusal(429, (index + 1) * 1_000 - elapsed) : null;
  };
  const run = async () => {
    let statedTime = -Infinity;
    const send = async () => {
      const now = clock.now();
      requests += 1;
      if (now < statedTime) tooEarly += 1;
      const failed = fails(now - begun);
      if (failed === null) {
        successes += 1;
        lastSuccessMs = now - begun;
        return;
      }
      statedTime = now + (failed.statedMs ?? -Infinity);
      throw failed.error;
    };
    await client(send, clock, random).catch(() => undefined);
  };
  await clock.settle(Promise.all(Array.from({ length: CLIENTS }, run)));
  return {
    success: successes / CLIENTS,
    requestsPerSuccess: requests / successes,
    tooEarly,
    lastSuccessMs: Math.round(lastSuccessMs),
  };
}

/** A small generator of repeatable numbers. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
