// Checked by the compiler only: what must compile, and what must not.
import type { Classification, ErrorClassifier } from '@keelson/errors';
import {
  retry,
  retryStream,
  type Clock,
  type RetryErrorCode,
  type RetryOptions,
} from '@keelson/errors/retry';

declare const classifier: ErrorClassifier;
declare const verdict: Classification;
declare const open: () => Promise<AsyncIterable<string>>;

export const number: Promise<number> = retry(() => 1, { classifier });
export const text: Promise<string> = retry(async ({ attempt }) => attempt.toFixed(), { classifier });
export const stream: AsyncIterable<string> = retryStream(open, { classifier, signal: undefined });
export const clock: Clock = { now: Date.now, setTimeout, clearTimeout };
export const options: RetryOptions = {
  classifier: { classify: () => verdict, messageFor: () => '' },
  budget: { take: () => true },
};

// @ts-expect-error The classifier decides; there is no default.
void retry(() => 1, {});
// @ts-expect-error Attempts are counted, not retries.
void retry(() => 1, { classifier, retries: 3 });
// @ts-expect-error Only a stream can be retried up to its first value.
void retryStream(() => 1, { classifier });
// @ts-expect-error There is no such code.
export const wrong: RetryErrorCode = 'ERRORS_MADE_UP';
