import { ErrorClassifier, type ErrorType } from '@keelson/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const full = process.env['KEELSON_TEST_FULL'] === '1';
const classifier = new ErrorClassifier();
const types: readonly ErrorType[] = ['rate_limit', 'auth', 'quota', 'overloaded', 'network', 'unknown'];

const KEYS = [
  'name',
  'message',
  'code',
  'status',
  'statusCode',
  'headers',
  'retry-after',
  'retryDelay',
  'cause',
  'errors',
  'error',
  'response',
  'body',
  'type',
  'reason',
  'details',
  'x-ratelimit-reset',
  'x-ratelimit-remaining',
];
const WORDS = [
  '429',
  'HTTP 503',
  'rate limit',
  'quota',
  'retry in 5s',
  'limit: 0',
  '{"error":',
  '\\"',
  'ECONNRESET',
  'at x (/a:1:2)',
  'https://',
  'retry after',
  '1 ',
  '{',
  '│',
  '(UTC)',
  'resets 3pm',
  'capacity',
  'connect to',
  'ssl',
  '-1',
  '1e400',
  '秒',
];
const text = fc.oneof(
  fc.string(),
  fc.array(fc.constantFrom(...WORDS), { maxLength: 30 }).map((parts) => parts.join(' ')),
);
const shaped = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.constantFrom(
      429,
      503,
      -1,
      Number.NaN,
      Infinity,
      1e300,
      10n ** 30n,
      null,
      undefined,
      true,
      Symbol('s'),
    ),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...KEYS), fc.string()), tie('value'), { maxKeys: 6 }),
    fc
      .dictionary(fc.constantFrom(...KEYS), tie('value'), { maxKeys: 5 })
      .map((fields) => Object.assign(Object.create(null) as object, fields)),
    fc
      .dictionary(fc.constantFrom(...KEYS), text, { maxKeys: 5 })
      .map((fields) => Object.assign(new Error('e'), fields)),
  ),
})).value;
const values = fc.oneof(
  shaped,
  fc.anything({
    withBigInt: true,
    withNullPrototype: true,
    withSparseArray: true,
    withTypedArray: true,
    withMap: true,
    withDate: true,
  }),
);

/** CPU milliseconds of the quickest of three calls, so that a collection of garbage does not count. */
function cpuOf(work: () => void): number {
  const times = Array.from({ length: 3 }, () => {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  });
  return Math.min(...times);
}

const MB = 2 ** 20;
const repeated = (unit: string): string => unit.repeat(Math.ceil(MB / unit.length));
const thrower = (): never => {
  throw new Error('no');
};
const refusing = new Proxy(
  {},
  {
    get: thrower,
    has: thrower,
    ownKeys: thrower,
    getPrototypeOf: thrower,
    getOwnPropertyDescriptor: thrower,
  },
);
const endless: object = new Proxy(
  {},
  {
    get: () => endless,
    has: () => true,
    ownKeys: () => ['cause'],
    getOwnPropertyDescriptor: () => ({ configurable: true, enumerable: true }),
  },
);
function* forever() {
  for (;;) yield ['retry-after', '5'];
}
const nested = (depth: number, wrap: (inner: unknown) => unknown): unknown =>
  Array.from({ length: depth }).reduce<unknown>((inner) => wrap(inner), 'rate limit');
const cycle: Record<string, unknown> = { message: 'a' };
cycle['cause'] = cycle;
cycle['errors'] = [cycle, { cycle }];
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
revoke();

const HOSTILE: readonly (readonly [name: string, error: unknown])[] = [
  ...[
    '{',
    '1 ',
    '[',
    '"',
    '\\',
    '/',
    'a',
    'A',
    '.',
    '-',
    ' ',
    '\n',
    'a:',
    '"a":"b",',
    'http://',
    '\n   at ',
    'aB',
    'a_',
    '5 days ',
    'wait ',
    'retry after ',
    'limit: 1 ',
    'limit ',
    'ssl',
    'ssl err ',
    'connect',
    'connect to ',
    'expected ',
    'token ',
    'capacity ',
    'daily ',
    '5 hour ',
    'exceed ',
    '频',
    'error: ',
    'status ',
    'reset ',
    '9',
    'test ',
    'account ',
    'summar',
    'context ',
  ].map((unit) => [`1 MB of ${JSON.stringify(unit)}`, repeated(unit)] as const),
  ['a cycle', cycle],
  ['a revoked Proxy', revoked],
  ['a Proxy that throws', refusing],
  ['a Proxy without end', endless],
  [
    'a cause that throws',
    {
      cause: refusing,
      get message() {
        return thrower();
      },
      status: 429,
    },
  ],
  ['endless headers', { status: 429, headers: { [Symbol.iterator]: forever } }],
  ['10,000 causes', nested(10_000, (cause) => ({ message: 'wrapped', cause }))],
  ['10,000 arrays', nested(10_000, (inner) => [inner])],
  ['JSON in JSON', nested(12, (message) => JSON.stringify({ error: { message } }))],
  ['a million elements', Array.from({ length: MB }, () => '429')],
  [
    'a header of a megabyte',
    { status: 429, headers: { 'retry-after': repeated('9'), [repeated('a')]: 'b' } },
  ],
  ['a null prototype', Object.assign(Object.create(null) as object, { status: 429 })],
  ['BigInts and symbols', { status: 429n, code: Symbol('code'), message: 10n ** 100n }],
  ['a function', Object.assign(() => 0, { status: 429 })],
  ['nothing', undefined],
];

describe('whatever is thrown', () => {
  it('is classified without a throw, into a verdict that keeps the rules', { timeout: 300_000 }, () => {
    fc.assert(
      fc.property(values, (value) => {
        const { type, retryable, retryAfterMs, confidence, message } = classifier.classify(value, {
          now: 1e12,
        });
        expect(types).toContain(type);
        expect(retryAfterMs === null || (Number.isSafeInteger(retryAfterMs) && retryAfterMs >= 0)).toBe(true);
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
        expect(message).not.toBe('');
        if (retryable) {
          expect(['auth', 'unknown']).not.toContain(type);
          expect(retryAfterMs ?? 0).toBeLessThanOrEqual(300_000);
        }
      }),
      { numRuns: full ? 20_000 : 1000 },
    );
  });

  it('gives the same verdict twice and is left as it was', () => {
    fc.assert(
      fc.property(shaped, (value) => {
        const before = structure(value);
        expect(classifier.classify(value, { now: 1e12 })).toEqual(classifier.classify(value, { now: 1e12 }));
        expect(structure(value)).toBe(before);
      }),
      { numRuns: full ? 5000 : 300 },
    );
  });

  it('costs at most 5 ms of CPU time each', { timeout: 300_000 }, () => {
    let slowest = 0;
    fc.assert(
      fc.property(values, (value) => {
        slowest = Math.max(
          slowest,
          cpuOf(() => classifier.classify(value)),
        );
      }),
      { numRuns: full ? 20_000 : 1000 },
    );
    expect(slowest).toBeLessThanOrEqual(5);
  });

  it.each(HOSTILE)('is classified within 5 ms of CPU time: %s', (_, error) => {
    for (const each of [
      error,
      { message: error, status: 429 },
      { cause: { code: error } },
      { body: { name: error } },
    ]) {
      expect(cpuOf(() => classifier.classify(each))).toBeLessThanOrEqual(5);
    }
  });

  it('tells what else it knows where a getter throws', () => {
    const error = {
      get code() {
        return thrower();
      },
      status: 402,
    };
    expect(classifier.classify(error).type).toBe('quota');
  });
});

/** What a value consists of, without regard to what JSON cannot hold. */
function structure(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === 'bigint' || typeof each === 'symbol' || typeof each === 'number' ? String(each) : each,
  );
}
