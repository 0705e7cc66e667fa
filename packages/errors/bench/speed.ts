import { recordBenchmark } from '../../../tooling/benchmark.js';
import { ErrorClassifier } from '../src/index.js';
import { naiveType } from './naive-regexes.js';
import type { Packages } from './packages.js';

const ROUNDS = 11;

/** Compares how long one verdict takes, on errors as they come and on input made to be slow. */
export function measureSpeed({ isNetworkError, versions }: Packages): void {
  const classifier = new ErrorClassifier();
  const judges = {
    '@keelson/errors': (error: unknown) => classifier.classify(error),
    'naive regexes': (error: unknown) => naiveType(textOf(error)),
    [`is-network-error ${versions['is-network-error'] ?? ''}`]: (error: unknown) => isNetworkError(error),
  };
  const results = [
    ...Object.entries(TYPICAL).map(([input, error]) => ({ input, kind: 'typical', error, calls: 20_000 })),
    ...Object.entries(HOSTILE).map(([input, error]) => ({ input, kind: 'hostile', error, calls: 50 })),
  ].map(({ input, kind, error, calls }) => {
    const entries = Object.entries(judges).map(([name, judge]) => [name, nsPerCall(judge, error, calls)]);
    return { input, kind, nsPerCall: Object.fromEntries(entries) as Record<string, number> };
  });
  const title = `CPU nanoseconds for one verdict, median of ${ROUNDS} rounds`;
  console.log(`\n${title}`);
  console.table(Object.fromEntries(results.map((each) => [`${each.kind}: ${each.input}`, each.nsPerCall])));
  recordBenchmark('errors-speed', { packages: versions, title, rounds: ROUNDS, results });
}

const TYPICAL: Readonly<Record<string, unknown>> = {
  'SDK error, 429 with headers': Object.assign(new Error('429 Rate limit reached for requests'), {
    status: 429,
    headers: { 'content-type': 'application/json', 'retry-after': '20', 'x-request-id': 'req_0' },
    error: { message: 'Rate limit reached', type: 'requests', param: null, code: 'rate_limit_exceeded' },
  }),
  'failed fetch with a cause': new TypeError('fetch failed', {
    cause: Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:11434'), {
      code: 'ECONNREFUSED',
      syscall: 'connect',
      address: '127.0.0.1',
      port: 11_434,
    }),
  }),
  'a line of a terminal':
    'API Error: 529 {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
};

const HOSTILE: Readonly<Record<string, unknown>> = {
  '1 MB of {': '{'.repeat(2 ** 20),
  '1 MB of "1 "': '1 '.repeat(2 ** 19),
  '100 causes': chain(100),
  '10,000 keys': Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key${index}`, 'text'])),
};

function chain(length: number): Error {
  let error = new Error('the innermost');
  for (let count = 1; count < length; count += 1) error = new Error('a wrapper', { cause: error });
  return error;
}

function textOf(error: unknown): string {
  return typeof error === 'string' ? error : error instanceof Error ? error.message : JSON.stringify(error);
}

function nsPerCall(judge: (error: unknown) => unknown, error: unknown, calls: number): number {
  const rounds = Array.from({ length: ROUNDS + 1 }, () => {
    const start = process.cpuUsage();
    for (let call = 0; call < calls; call += 1) judge(error);
    const { user, system } = process.cpuUsage(start);
    return ((user + system) * 1_000) / calls;
  });
  // The first round compiles.
  const measured = rounds.slice(1).toSorted((a, b) => a - b);
  return Math.round(measured[Math.floor(ROUNDS / 2)] ?? NaN);
}
