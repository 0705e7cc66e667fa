import { type Classification, ErrorClassifier } from '@keelson/errors';
import { describe, expect, it } from 'vitest';

const classifier = new ErrorClassifier();
const NOW = Date.parse('2026-10-21T07:28:00Z');
const classify = (error: unknown) => classifier.classify(error, { now: NOW });
const verdict = (error: unknown): Partial<Classification> => {
  const { type, retryable, retryAfterMs } = classify(error);
  return { type, retryable, retryAfterMs };
};
const answer = (type: string, retryable: boolean, retryAfterMs: number | null = null) => ({
  type,
  retryable,
  retryAfterMs,
});
const withFields = (error: Error, fields: object) => Object.assign(error, fields);

describe('numbers that are no status', () => {
  it.each([
    "ENOENT: no such file or directory, open '/var/logs/429/x'",
    "Error: ENOENT: no such file or directory, open '.../logs/429/x'",
    'Unknown model gpt-429-preview',
    'TypeError: x is undefined\n    at send (/app/node_modules/http/429.js:503:401)',
    'connected to port 503 and 429 clients',
    'request id req_429_503 is malformed',
    'Listening on 127.0.0.1:429',
  ])('%s', (text) => {
    expect(verdict(text)).toEqual(answer('unknown', false));
    expect(verdict(new Error(text))).toEqual(answer('unknown', false));
  });

  it('stay what they are inside a bad request', () => {
    const message = '400 messages.401.content: Input should be a valid list';
    expect(verdict(withFields(new Error(message), { status: 400 }))).toEqual(answer('unknown', false));
    expect(verdict({ status: 404, message: 'model gpt-429-preview not found' })).toEqual(
      answer('unknown', false),
    );
  });
});

describe('a status that says less than the reason', () => {
  it('is a quota where 429 names insufficient_quota', () => {
    const error = {
      code: 'insufficient_quota',
      type: 'insufficient_quota',
      message: 'You exceeded your current quota',
    };
    expect(verdict(withFields(new Error('429'), { status: 429, error }))).toEqual(answer('quota', false));
  });

  it('is a quota where 400 speaks of the credit balance', () => {
    const message = 'Your credit balance is too low to access the Anthropic API.';
    expect(
      verdict({ status: 400, error: { type: 'error', error: { type: 'invalid_request_error', message } } }),
    ).toEqual(answer('quota', false));
  });

  it('is a matter of credentials where 400 names API_KEY_INVALID', () => {
    const error = { code: 400, status: 'INVALID_ARGUMENT', details: [{ reason: 'API_KEY_INVALID' }] };
    expect(verdict({ error })).toEqual(answer('auth', false));
  });

  it('is a rate limit where 403 is a secondary limit', () => {
    const message =
      'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';
    expect(verdict({ name: 'HttpError', status: 403, message })).toEqual(answer('rate_limit', true));
  });

  it('is overload where a stream with status 200 ends in overloaded_error', () => {
    const event =
      'event: error\ndata: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n';
    expect(verdict(event)).toEqual(answer('overloaded', true));
    expect(verdict({ status: 200, body: event })).toEqual(answer('overloaded', true));
  });
});

describe('one sentence with two meanings', () => {
  const sentence = 'You exceeded your current quota, please check your plan and billing details.';

  it('is a quota from OpenAI', () => {
    expect(verdict({ status: 429, message: sentence })).toEqual(answer('quota', false));
  });

  it('is a rate limit from Google, which names the minute and a delay', () => {
    const details = [
      {
        violations: [
          { quotaId: 'GenerateContentInputTokensPerModelPerMinute-FreeTier', quotaValue: '250000' },
        ],
      },
      { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '34s' },
    ];
    const error = { code: 429, status: 'RESOURCE_EXHAUSTED', message: sentence, details };
    expect(verdict({ error })).toEqual(answer('rate_limit', true, 34_000));
    expect(
      verdict(`got status: 429. ${JSON.stringify({ error: { message: JSON.stringify({ error }) } })}`),
    ).toEqual(answer('rate_limit', true, 34_000));
  });

  it('is a quota from Google where it names the day', () => {
    const details = [{ violations: [{ quotaId: 'GenerateRequestsPerDayPerProjectPerModel-FreeTier' }] }];
    expect(
      verdict({ error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: sentence, details } }),
    ).toEqual(answer('quota', false));
  });

  it('is never retried where the allowance is nothing', () => {
    const message = `${sentence}\n* Quota exceeded for metric: requests, limit: 0, model: m\nPlease retry in 20.04s.`;
    expect(verdict({ error: { code: 429, status: 'RESOURCE_EXHAUSTED', message } })).toEqual(
      answer('quota', false, 20_040),
    );
    const code = { code: 'insufficient_quota', status: 429, message };
    expect(classify(code).retryable).toBe(false);
  });
});

describe('names of classes that lie', () => {
  it.each([
    ['RateLimitError', { status: 429, code: 'insufficient_quota' }, answer('quota', false)],
    ['APIConnectionError', { status: 401, message: '401 Unauthorized' }, answer('auth', false)],
    [
      'PermissionDeniedError',
      { status: 403, message: 'API rate limit exceeded for user ID 1.' },
      answer('rate_limit', true),
    ],
    ['AuthenticationError', { status: 503, message: 'Service Unavailable' }, answer('overloaded', true)],
    ['TimeoutError', { status: 402, message: 'Payment Required' }, answer('quota', false)],
  ])('%s', (name, fields, expected) => {
    expect(verdict({ name, ...fields })).toEqual(expected);
  });

  it('count where nothing else speaks', () => {
    expect(verdict({ name: 'RateLimitError', message: 'Something failed' })).toEqual(
      answer('rate_limit', true),
    );
  });
});

describe('capacity', () => {
  it.each([
    ['You have exhausted your capacity on this model.', 429, answer('quota', false)],
    ['Service tier capacity exceeded for this model.', 429, answer('overloaded', true)],
    ['No capacity available for model m on the server', 429, answer('overloaded', true)],
    ["Index 12 exceeds the array's capacity of 10", undefined, answer('unknown', false)],
    ['Array capacity exceeded', undefined, answer('unknown', false)],
  ])('%s', (message, status, expected) => {
    expect(verdict({ message, ...(status === undefined ? {} : { status }) })).toEqual(expected);
  });
});

describe('under "fetch failed"', () => {
  const fetchFailed = (cause: unknown) => new TypeError('fetch failed', { cause });

  it('a bad port, scheme or redirect is the caller’s', () => {
    for (const text of ['bad port', 'unknown scheme', 'redirect count exceeded']) {
      expect(verdict(fetchFailed(new Error(text)))).toEqual(answer('unknown', false));
    }
  });

  it('a certificate that has expired stays so, two causes deep', () => {
    const deepest = withFields(new Error('certificate has expired'), { code: 'CERT_HAS_EXPIRED' });
    expect(verdict(fetchFailed(new Error('wrapped', { cause: deepest })))).toEqual(answer('network', false));
  });

  it('a record corrupted on its way is worth another attempt', () => {
    const cause = withFields(new Error('ssl/tls alert bad record mac'), {
      code: 'ERR_SSL_SSL/TLS_ALERT_BAD_RECORD_MAC',
    });
    expect(verdict(fetchFailed(cause))).toEqual(answer('network', true));
  });

  it('node-fetch calls it an error of the system', () => {
    const fields = { name: 'FetchError', type: 'system', errno: 'ECONNRESET', code: 'ECONNRESET' };
    expect(verdict(withFields(new Error('request to https://a.example/ failed'), fields))).toEqual(
      answer('network', true),
    );
  });

  it('an AggregateError without a message tells by its parts', () => {
    const parts = ['ECONNREFUSED ::1:80', 'ECONNREFUSED 127.0.0.1:80'].map((text) =>
      withFields(new Error(`connect ${text}`), { code: 'ECONNREFUSED' }),
    );
    expect(verdict(new AggregateError(parts))).toEqual(answer('network', true));
    expect(verdict(fetchFailed(new AggregateError(parts, '')))).toEqual(answer('network', true));
  });
});

describe('an abort', () => {
  it('by the caller is never retried, by a timeout it is', () => {
    const controller = new AbortController();
    controller.abort();
    expect(verdict(controller.signal.reason)).toEqual(answer('unknown', false));
    expect(verdict(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))).toEqual(
      answer('network', true),
    );
    expect(verdict(new DOMException('This operation was aborted', 'AbortError'))).toEqual(
      answer('unknown', false),
    );
  });

  it('is one under every name', () => {
    for (const error of [
      { name: 'APIUserAbortError', message: 'Request was aborted.' },
      { name: 'CanceledError', code: 'ERR_CANCELED', message: 'canceled' },
      { code: 'ABORT_ERR', message: 'The operation was aborted' },
      { code: 1, details: 'Cancelled on client', message: '1 CANCELLED: Cancelled on client' },
      { name: 'AbortError', message: 'The user aborted a request.', status: 503 },
    ]) {
      expect(verdict(error)).toEqual(answer('unknown', false));
    }
  });
});

describe('text that only quotes an error', () => {
  it.each<unknown>([
    { type: 'tool_result', tool_use_id: 't', is_error: true, content: 'FAIL retries on 503 (overloaded)' },
    { role: 'assistant', content: 'The API answered 429 Too Many Requests.' },
    'diff --git a/a.ts b/a.ts\n-  if (status === 429) throw new RateLimitError();\n+  retry();',
    'How do I handle 429 Too Many Requests from the OpenAI API?',
    'Please explain why the service was overloaded and the quota exceeded.',
    'src/http.ts:42: throw new Error("401 Unauthorized")',
    'All 42 tests passed; added retries for ECONNRESET and 503.',
    'Done in 4.29s. Wrote 401 lines to src/rateLimit.ts',
    'fix(client): back off on 429 and 529',
    '✓ retries when the connection is refused',
    'AssertionError [ERR_ASSERTION]: Expected 503 rows to equal 500 rows',
    '$ curl -i https://api.example.com # 503 Service Unavailable',
    '```\nHTTP/1.1 429 Too Many Requests\n```',
  ])('%s', (error) => {
    expect(verdict(error)).toEqual(answer('unknown', false));
  });

  it('differs from a program’s own error line', () => {
    expect(
      classify("fatal: unable to access 'https://github.com/a/b.git/': Could not resolve host: github.com")
        .type,
    ).toBe('network');
  });
});

describe('a failure of this machine', () => {
  it.each([
    [{ status: 500, error: 'model requires more system memory (48.2 GiB) than is available (31.1 GiB)' }],
    [{ status: 500, error: 'llama runner process has terminated: cudaMalloc failed: out of memory' }],
    [{ status: 501, message: 'Not Implemented' }],
    [{ code: 'EACCES', message: "EACCES: permission denied, open '/credentials.json'", syscall: 'open' }],
  ])('%j repeats', (error) => {
    expect(verdict(error)).toEqual(answer('unknown', false));
  });
});

it('waits for a hint of 68,940 seconds without retrying, and says so', () => {
  const error = { status: 429, headers: { 'retry-after': '68940' }, message: 'Rate limit reached' };
  expect(verdict(error)).toEqual(answer('quota', false, 68_940_000));
});

it('takes a request that is larger than the whole window for what it is', () => {
  const message = 'Request too large for m on tokens per min (TPM): Limit 30000, Requested 342389.';
  expect(verdict({ status: 429, code: 'rate_limit_exceeded', message })).toEqual(answer('unknown', false));
  const used =
    'Rate limit reached for m on tokens per minute (TPM): Limit 7000, Used 0, Requested ~12903. Try again in 50s.';
  expect(verdict({ status: 429, code: 'rate_limit_exceeded', message: used })).toEqual(
    answer('unknown', false, 50_000),
  );
});
