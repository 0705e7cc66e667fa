import { ErrorClassifier } from '@keelson/errors';
import { describe, expect, it } from 'vitest';

const classifier = new ErrorClassifier();
const NOW = Date.parse('2026-10-21T07:28:00Z');
const hint = (error: unknown) => classifier.classify(error, { now: NOW }).retryAfterMs;
const headers = (fields: object) => ({ status: 429, headers: fields });

describe('Retry-After', () => {
  it.each([
    ['20', 20_000],
    ['0', 0],
    ['1.5', 1500],
    ['Wed, 21 Oct 2026 07:29:15 GMT', 75_000],
    ['Wed, 21 Oct 2026 07:00:00 GMT', 0],
    ['-5', null],
    ['soon', null],
    ['in 5 minutes', null],
    ['NaN', null],
    ['', null],
    ['Infinity', null],
    ['9'.repeat(400), null],
  ])('of %s is %s ms', (value, expected) => {
    expect(hint(headers({ 'retry-after': value }))).toBe(expected);
  });

  it('is read from headers of any shape', () => {
    const shapes = [
      { 'Retry-After': '7' },
      { 'RETRY-AFTER': ['7'] },
      { 'retry-after': 7 },
      new Headers({ 'retry-after': '7' }),
      new Map([['Retry-After', '7']]),
      [['retry-after', '7']],
      ['content-type', 'text/plain', 'retry-after', '7'],
    ];
    for (const shape of shapes) expect(hint(headers(shape))).toBe(7000);
    expect(hint(new Response('', { status: 429, headers: { 'retry-after': '7' } }))).toBe(7000);
    expect(hint({ response: headers({ 'retry-after': '7' }) })).toBe(7000);
    expect(hint({ statusCode: 429, responseHeaders: { 'retry-after': '7' } })).toBe(7000);
  });

  it('yields to retry-after-ms and outranks what the body says', () => {
    expect(hint(headers({ 'retry-after': '8', 'retry-after-ms': '7500' }))).toBe(7500);
    expect(hint({ error: { retry_after: 99 }, ...headers({ 'retry-after': '8' }) })).toBe(8000);
    expect(hint({ ...headers({ 'retry-after': 'soon' }), message: 'try again in 3s' })).toBe(3000);
  });
});

describe('a field of the body', () => {
  it.each([
    [{ status: 429, error: { details: [{ retryDelay: '34.074824224s' }] } }, 34_075],
    [{ status: 429, retry_after: 1.5 }, 1500],
    [{ status: 429, parameters: { retry_after: 35 } }, 35_000],
    [{ status: 429, retryAfterMs: 250 }, 250],
    [{ status: 503, error: 'Model m is currently loading', estimated_time: 20.5 }, 20_500],
    [{ status: 429, resets_in_seconds: 90 }, 90_000],
    [{ status: 429, resets_at: NOW / 1000 + 60 }, 60_000],
    [{ status: 429, resets_at: NOW + 60_000 }, 60_000],
    [{ status: 429, reset_at: '2026-10-21T07:29:00Z' }, 60_000],
    [{ status: 429, retry_after: -1 }, null],
    ["Error code: 429 - {'error': {'retry_after': 12}}", 12_000],
    [{ config: { retryDelay: '9s' }, status: 429 }, null],
  ])('%j is %s ms', (error, expected) => {
    expect(hint(error)).toBe(expected);
  });
});

describe('prose', () => {
  it.each([
    ['Please try again in 6m3.2s.', 363_200],
    ['Please try again in 174ms.', 174],
    ['try again in 2 days 17 hours 14 minutes', 234_840_000],
    ['Please retry after 60 seconds.', 60_000],
    ['Please wait 1 minute and 30 seconds before you try again', 90_000],
    ['Request was throttled. Expected available in 12 seconds.', 12_000],
    ['The limit resets in 5h, please try again later.', 18_000_000],
    ['Retrying in 20.387 second(s)... with extra buffer of: 20.0 second(s)', 20_387],
    ['Rate limited. 30秒後に再試行してください。', 30_000],
    ['Zu viele Anfragen. Bitte in 30 Sekunden erneut versuchen.', 30_000],
    ['Trop de requêtes. Réessayez dans 30 secondes.', 30_000],
    [`usage limit reached|${NOW / 1000 + 3600}`, 3_600_000],
    ['Your limit will reset at 2026-10-21T08:28:00Z', 3_600_000],
    ['5-hour limit reached ∙ resets 9am (UTC)', 5_520_000],
    ["You've hit your session limit · resets 8:10am (Europe/Berlin)", 81_720_000],
    ["You've hit your weekly limit · resets Oct 23, 2am (UTC)", 153_120_000],
    ['Retrying in 5 seconds (attempt 4/10)', null],
    ['stream error; retrying 1/5 in 209ms…', null],
    ['Rate limit is exceeded. Try again in 4 seconds.; retrying 1/5 in 209ms…', 4000],
    ['Please wait a few minutes before you try again.', null],
    ['Request timed out after 30 seconds', null],
    ['limit resets 3pm', null],
    ['limit resets 3pm (Nowhere/Land)', null],
  ])('%s', (text, expected) => {
    expect(hint(`429 ${text}`)).toBe(expected);
  });

  it('takes a time of the day only where the caller says when the error was seen', () => {
    expect(classifier.classify('5-hour limit reached ∙ resets 9am (UTC)').retryAfterMs).toBeNull();
  });
});

describe('reset headers', () => {
  it('count for the bucket that is exhausted, each with its own reset', () => {
    const fields = {
      'x-ratelimit-remaining-requests': '14370',
      'x-ratelimit-reset-requests': '2m59.56s',
      'x-ratelimit-remaining-tokens': '0',
      'x-ratelimit-reset-tokens': '7.66s',
    };
    expect(hint(headers(fields))).toBe(7660);
    expect(hint(headers({ ...fields, 'x-ratelimit-remaining-tokens': '390' }))).toBeNull();
    expect(hint(headers({ ...fields, 'x-ratelimit-remaining-requests': '0' }))).toBe(179_560);
  });

  it.each([
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW / 1000 + 60) }, 60_000],
    [{ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW + 60_000) }, 60_000],
    [{ 'ratelimit-remaining': '0', 'ratelimit-reset': '60' }, 60_000],
    [
      {
        'anthropic-ratelimit-tokens-remaining': '0',
        'anthropic-ratelimit-tokens-reset': '2026-10-21T07:29:00Z',
      },
      60_000,
    ],
    [{ 'x-ratelimit-remaining': '12', 'x-ratelimit-reset': '60' }, null],
    [{ 'x-ratelimit-reset': '60' }, null],
  ])('%j is %s ms', (fields, expected) => {
    expect(hint(headers(fields))).toBe(expected);
  });
});

describe('the five-minute rule', () => {
  it('retries up to five minutes and not beyond, and keeps the hint', () => {
    const after = (seconds: number) => classifier.classify(headers({ 'retry-after': String(seconds) }));
    expect(after(300)).toMatchObject({ type: 'rate_limit', retryable: true, retryAfterMs: 300_000 });
    expect(after(301)).toMatchObject({ type: 'rate_limit', retryable: false, retryAfterMs: 301_000 });
    expect(after(3600)).toMatchObject({ type: 'quota', retryable: false, retryAfterMs: 3_600_000 });
  });

  it('makes a quota retryable that is back soon', () => {
    const details = [{ reason: 'QUOTA_EXHAUSTED' }, { retryDelay: '0.5s' }];
    expect(classifier.classify({ error: { code: 429, details } })).toMatchObject({
      type: 'quota',
      retryable: true,
      retryAfterMs: 500,
    });
  });

  it('never makes auth or unknown retryable', () => {
    expect(classifier.classify({ status: 401, headers: { 'retry-after': '1' } }).retryable).toBe(false);
    expect(classifier.classify({ status: 404, headers: { 'retry-after': '1' } }).retryable).toBe(false);
  });
});
