import { ErrorClassifier } from '@keelson/errors';
import { describe, expect, it } from 'vitest';

const classifier = new ErrorClassifier();
const ERRORS = {
  rate_limit: { status: 429, headers: { 'retry-after': '34' } },
  auth: { status: 401 },
  quota: { status: 402 },
  overloaded: { status: 529 },
  network: { code: 'ECONNREFUSED' },
  unknown: { status: 404 },
};

describe('the message', () => {
  it('of each type says what to do, and none counts down', () => {
    const messages = Object.entries(ERRORS).map(([type, error]) => [
      type,
      classifier.classify(error).message,
    ]);
    expect(Object.fromEntries(messages)).toEqual({
      rate_limit: 'Rate limited',
      auth: 'Authentication failed -- check API key',
      quota: 'Usage quota exceeded',
      overloaded: 'Service overloaded -- retrying',
      network: 'Network error -- check connection',
      unknown: 'Unexpected error',
    });
  });

  it('speaks of no retry where there will be none', () => {
    const longWait = classifier.classify({ status: 503, headers: { 'retry-after': '999' } });
    expect(longWait).toMatchObject({ message: 'Service overloaded', messageKey: 'overloaded' });
    expect(classifier.messageFor(classifier.classify(ERRORS.overloaded), null)).toBe('Service overloaded');
    expect(classifier.messageFor(classifier.classify(ERRORS.rate_limit), null)).toBe('Rate limited');
  });

  it.each([
    [0, '1s'],
    [200, '1s'],
    [34_000, '34s'],
    [34_001, '35s'],
    [90_000, '1m 30s'],
    [120_000, '2m'],
    [68_940_000, '19h 9m'],
    [3 * 86_400_000 + 5, '3d 1s'],
  ])('counts a wait of %s ms down as %s', (waitMs, text) => {
    const { type } = classifier.classify(ERRORS.rate_limit);
    expect(classifier.messageFor({ type }, waitMs)).toBe(`Rate limited -- retrying in ${text}`);
  });

  it('names its key and its parameters', () => {
    expect(classifier.classify(ERRORS.rate_limit)).toMatchObject({
      messageKey: 'rate_limit',
      params: { retryAfterMs: 34_000 },
    });
    expect(classifier.classify(ERRORS.overloaded)).toMatchObject({
      messageKey: 'overloaded.retrying',
      params: {},
    });
  });

  it('is replaced by key and language, with English where a language lacks it', () => {
    const german = new ErrorClassifier({
      locale: 'de-AT',
      messages: {
        de: {
          'rate_limit.retrying': 'Zu viele Anfragen, neuer Versuch in {wait}',
          auth: 'Anmeldung fehlgeschlagen',
        },
        en: { quota: 'Pay first' },
      },
    });
    expect(german.classify(ERRORS.auth).message).toBe('Anmeldung fehlgeschlagen');
    expect(german.classify(ERRORS.quota).message).toBe('Pay first');
    expect(german.classify(ERRORS.unknown).message).toBe('Unexpected error');
    expect(german.messageFor({ type: 'rate_limit' }, 90_000)).toMatch(
      /^Zu viele Anfragen, neuer Versuch in 1 Min\.? 30 Sek\.?$/,
    );
  });

  it('needs a language tag, and says so when the classifier is made, not when something has failed', () => {
    expect(() => new ErrorClassifier({ locale: 'de_AT' })).toThrow(RangeError);
  });
});

describe('redaction', () => {
  it('keeps what the error says out of messages, parameters and evidence', () => {
    const secrets = ['sk-proj-AbC123', 'org-Zz9', 'https://api.example.com/v1?key=Q1w2', 'my private prompt'];
    const error = {
      status: 429,
      code: 'rate_limit_exceeded',
      [secrets[0]!]: { message: secrets.join(' '), status: 429 },
      message: `429 Rate limit reached for ${secrets.join(' ')}. Try again in 5s.`,
      headers: { authorization: `Bearer ${secrets[0]!}`, 'retry-after': '5' },
      request: { body: secrets[3] },
    };
    for (const value of [error, error.message, Object.assign(new Error(error.message), error)]) {
      const { provider, ...verdict } = classifier.classify(value);
      const said = JSON.stringify(verdict) + classifier.messageFor(verdict, 5000);
      for (const secret of secrets) expect(said).not.toContain(secret);
      expect(provider).toBeNull();
    }
  });
});
