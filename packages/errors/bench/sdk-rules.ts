/**
 * The retry rules of two SDKs, written from their published code. The SDKs apply them inside their clients, so they
 * cannot be called by themselves.
 *
 * - `openai` 7.57.0, src/client.ts: `shouldRetry`, `retryRequest`. `@anthropic-ai/sdk` 1.13.0 decides alike.
 * - `ai` 7.0.173 with `@ai-sdk/provider` 4.0.38 and `@ai-sdk/provider-utils` 5.0.81: `APICallError.isRetryable`,
 *   `handleFetchError`, `getRetryDelayInMs`.
 */
import { errorCode, httpError } from './http-error.js';

/** What decides about the next request of an SDK. */
export interface SdkRule {
  readonly name: string;
  /** Of the SDK's own options. */
  readonly defaultRetries: number;
  retryable(error: Error): boolean;
  /** The delay that it reads in the answer. */
  statedMs(error: Error): number | null;
  /** `retry` is 0 for the first. */
  waitMs(error: Error, retry: number, random: () => number): number;
}

export const openAiRule: SdkRule = {
  name: 'OpenAI SDK 7.57.0 rule',
  defaultRetries: 2,
  retryable(error) {
    const { status, headers } = httpError(error);
    if (headers['x-should-retry'] === 'true') return true;
    if (headers['x-should-retry'] === 'false') return false;
    if (status === null) return isRejectedFetch(error);
    return status === 408 || status === 409 || status === 429 || status >= 500;
  },
  statedMs,
  waitMs(error, retry, random) {
    const ms = statedMs(error);
    if (ms !== null && ms >= 0 && ms <= 60_000) return ms;
    return Math.min(500 * 2 ** retry, 8_000) * (1 - random() * 0.25);
  },
};

/** Codes for which `handleFetchError` makes an error retryable. */
const AI_SDK_CODES: ReadonlySet<string | null> = new Set([
  'ConnectionRefused',
  'ConnectionClosed',
  'FailedToOpenSocket',
  'ECONNRESET',
  'ECONNREFUSED',
  'ETIMEDOUT',
  'EPIPE',
  'UND_ERR_SOCKET',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export const aiSdkRule: SdkRule = {
  name: 'AI SDK 7.0.173 rule',
  defaultRetries: 2,
  retryable(error) {
    const { isRetryable } = error as { isRetryable?: unknown };
    if (typeof isRetryable === 'boolean') return isRetryable;
    const { status } = httpError(error);
    if (status !== null) return status === 408 || status === 409 || status === 429 || status >= 500;
    const failedFetch = error instanceof TypeError && /^(fetch failed|failed to fetch)$/i.test(error.message);
    return (failedFetch && error.cause !== undefined) || AI_SDK_CODES.has(errorCode(error));
  },
  statedMs,
  waitMs(error, retry) {
    const ms = statedMs(error);
    const backoffMs = 2_000 * 2 ** retry;
    return ms !== null && ms >= 0 && (ms < 60_000 || ms < backoffMs) ? ms : backoffMs;
  },
};

/** The OpenAI SDK retries whatever `fetch` rejects with. Of an error without a status only its shape tells. */
function isRejectedFetch(error: Error): boolean {
  return error.name !== 'AbortError' && (error instanceof TypeError || errorCode(error) !== null);
}

/** Both SDKs read the same two headers in the same way. */
function statedMs(error: Error): number | null {
  const { headers } = httpError(error);
  const milliseconds = parseFloat(headers['retry-after-ms'] ?? '');
  if (!Number.isNaN(milliseconds)) return milliseconds;
  const retryAfter = headers['retry-after'];
  if (retryAfter === undefined) return null;
  const seconds = parseFloat(retryAfter);
  const ms = Number.isNaN(seconds) ? Date.parse(retryAfter) - Date.now() : seconds * 1_000;
  return Number.isNaN(ms) ? null : ms;
}
