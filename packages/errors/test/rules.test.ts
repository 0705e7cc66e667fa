import { ErrorClassifier } from '@keelson/errors';
import { ErrorClassifier as CoreClassifier } from '@keelson/errors/core';
import { allProfiles, generic, openai, type Profile } from '@keelson/errors/profiles';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LISTS } from './tables/lists.js';

const errors = Object.values(LISTS).flat();

describe('rules of your own', () => {
  const quota = { id: 'house.quota', then: 'quota' } as const;

  it('are asked before the built-in ones', () => {
    const classifier = new ErrorClassifier();
    classifier.addRule({ ...quota, when: ({ status }) => status?.value === 503 && status.path });
    expect(classifier.classify({ status: 503 })).toMatchObject({
      type: 'quota',
      confidence: 1,
      evidence: [{ rule: 'house.quota', path: 'status' }],
    });
    expect(classifier.classify({ status: 502 }).type).toBe('overloaded');
  });

  it('are asked in the order of their priority, the latest first among equals', () => {
    const rule = (id: string, priority?: number) =>
      ({ id, priority, when: () => true, then: 'auth' }) as const;
    const rules = [rule('a', 2000), rule('b', 3000), rule('c', 3000), rule('d')];
    expect(new ErrorClassifier({ rules }).classify('x').evidence[0]).toEqual({ rule: 'c', path: '' });
  });

  it('come after the statuses where their priority says so', () => {
    const rules = [{ ...quota, when: () => true, priority: 50 }];
    const classifier = new ErrorClassifier({ rules });
    expect(classifier.classify({ status: 503 }).type).toBe('overloaded');
    expect(classifier.classify('no idea').type).toBe('quota');
  });

  it('may say what is worth another attempt', () => {
    const rules = [{ id: 'locked', when: () => '', then: { type: 'unknown', retryable: true } as const }];
    const classifier = new ErrorClassifier({ rules });
    expect(classifier.classify('database is locked').retryable).toBe(true);
    expect(classifier.classify({ headers: { 'retry-after': '301' } }).retryable).toBe(false);
  });

  it('that throw say nothing', () => {
    const rules = [
      {
        ...quota,
        when: () => {
          throw new Error('a bug');
        },
      },
    ];
    expect(new ErrorClassifier({ rules }).classify({ status: 401 }).type).toBe('auth');
  });
});

describe('evidence', () => {
  it.each<[unknown, readonly object[]]>([
    [{ error: { code: 'insufficient_quota' } }, [{ rule: 'money', path: 'error.code' }]],
    [{ cause: { errors: [{ code: 'ECONNRESET' }] } }, [{ rule: 'system', path: 'cause.errors.0.code' }]],
    [{ response: { status: 503 } }, [{ rule: 'status', path: 'response.status' }]],
    [
      { status: 429, headers: { 'Retry-After': '5' } },
      [
        { rule: 'rate', path: '' },
        { rule: 'delay', path: 'headers.retry-after' },
      ],
    ],
    ['{"error":{"code":"invalid_api_key"}}', [{ rule: 'auth', path: ':code' }]],
    ['no idea', []],
  ])('of %j', (error, evidence) => {
    expect(new ErrorClassifier().classify(error).evidence).toEqual(evidence);
  });
});

describe('profiles', () => {
  it('name the provider, unless the caller does', () => {
    const classifier = new ErrorClassifier();
    const error = { message: 'see https://platform.openai.com/docs', status: 429 };
    expect(classifier.classify(error).provider).toBe('openai');
    expect(classifier.classify(error, { provider: 'house' }).provider).toBe('house');
    expect(classifier.classify({ status: 429 }).provider).toBeNull();
  });

  it('speak for their provider alone', () => {
    const house: Profile = {
      id: 'house',
      detect: /house\.example/,
      codes: [[/^4711$/, 'quota']],
      reasons: [[/^out of lunch$/, 'overloaded']],
      text: [[/bring cake/, { type: 'auth', retryable: false }]],
    };
    const classifier = new ErrorClassifier({ profiles: [house] });
    const at = (fields: object) => classifier.classify({ ...fields, host: 'api.house.example' }).type;
    expect(at({ code: 4711 })).toBe('quota');
    expect(at({ code: 'OutOfLunch' })).toBe('overloaded');
    expect(at({ status: 500, message: 'Please bring cake.' })).toBe('auth');
    expect(classifier.classify({ code: 4711 }).type).toBe('unknown');
    expect(classifier.classify({ code: 4711 }, { provider: 'house' }).type).toBe('quota');
    for (const { error, now } of errors) {
      const options = { now: now === undefined ? undefined : Date.parse(now) };
      expect(classifier.classify(error, options).type).toBe(
        new ErrorClassifier({ profiles: [] }).classify(error, options).type,
      );
    }
  });

  it('give the same verdicts in any order', () => {
    const verdicts = (profiles: readonly Profile[]) => {
      const classifier = new ErrorClassifier({ profiles });
      return errors.map(({ error }) => classifier.classify(error, { now: 0 }));
    };
    const expected = verdicts(allProfiles);
    fc.assert(
      fc.property(fc.shuffledSubarray([...allProfiles], { minLength: allProfiles.length }), (profiles) => {
        expect(verdicts(profiles)).toEqual(expected);
      }),
      { numRuns: process.env['KEELSON_TEST_FULL'] === '1' ? 100 : 10 },
    );
  });

  it('never change what the errors of another provider mean', () => {
    const without = new ErrorClassifier({ profiles: [] });
    const withAll = new ErrorClassifier();
    for (const { error } of errors) {
      const { provider, type } = withAll.classify(error, { now: 0 });
      if (provider === null) expect(type).toBe(without.classify(error, { now: 0 }).type);
    }
  });
});

describe('the core', () => {
  it.each([
    [{ status: 429 }, 'rate_limit'],
    [{ status: 401 }, 'auth'],
    [{ status: 402 }, 'quota'],
    [{ status: 503 }, 'overloaded'],
    [{ status: 404 }, 'unknown'],
    [{ status: 429, code: 'insufficient_quota' }, 'quota'],
    [{ name: 'ThrottlingException', $metadata: { httpStatusCode: 400 } }, 'rate_limit'],
    [new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } }), 'network'],
    [new DOMException('aborted', 'AbortError'), 'unknown'],
  ])('knows statuses, names and system codes without profiles: %j', (error, type) => {
    expect(new CoreClassifier().classify(error).type).toBe(type);
  });

  it('takes the profiles that it is given', () => {
    const classifier = new CoreClassifier({ profiles: [generic, openai] });
    expect(classifier.classify('You exceeded your current quota')).toMatchObject({
      type: 'quota',
      provider: null,
    });
    expect(classifier.classify('https://chatgpt.com: HTTP 429')).toMatchObject({
      type: 'rate_limit',
      provider: 'openai',
    });
  });
});
