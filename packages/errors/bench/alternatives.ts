import { ErrorClassifier, type ErrorType } from '../src/index.js';
import type { CorpusError } from '../test/corpus.js';
import type { Verdict } from '../test/score.js';
import { httpError } from './http-error.js';
import { naiveDelayMs, naiveType } from './naive-regexes.js';
import type { Packages } from './packages.js';
import { revive } from './revive.js';
import { aiSdkRule, openAiRule, type SdkRule } from './sdk-rules.js';

export interface Alternative {
  readonly name: string;
  judge(row: CorpusError): Verdict;
}

const RETRIED: ReadonlySet<ErrorType> = new Set(['rate_limit', 'overloaded', 'network']);

/**
 * Ours and the others. Most of them only say whether to retry: the category is then the one that their reason implies,
 * read in their favour.
 */
export function alternatives({
  isNetworkError,
  smithy,
  axiosRetry,
  versions,
}: Packages): readonly Alternative[] {
  const classifier = new ErrorClassifier();
  const label = (name: string) => `${name} ${versions[name] ?? ''}`;
  return [
    {
      name: '@keelson/errors',
      judge: ({ error, now }) =>
        classifier.classify(error, { now: now === undefined ? undefined : Date.parse(now) }),
    },
    {
      name: 'naive regexes',
      judge({ error: input }) {
        const text = typeof input === 'string' ? input : JSON.stringify(input);
        const type = naiveType(text);
        return { type, retryable: RETRIED.has(type), retryAfterMs: naiveDelayMs(text) };
      },
    },
    {
      name: label('is-network-error'),
      judge({ error: input }) {
        const retryable = isNetworkError(revive(input));
        return { type: retryable ? 'network' : 'unknown', retryable, retryAfterMs: null };
      },
    },
    {
      // p-retry retries every error but a TypeError that is none of the network.
      name: label('p-retry'),
      judge({ error: input }) {
        const error = revive(input);
        const retryable = !(error instanceof TypeError) || isNetworkError(error);
        return { type: null, retryable, retryAfterMs: null };
      },
    },
    {
      name: label('@smithy/service-error-classification'),
      judge({ error: input }) {
        const error = revive(input);
        const { status } = httpError(error);
        if (status !== null) Object.assign(error, { $metadata: { httpStatusCode: status } });
        const throttled = smithy.isThrottlingError(error);
        const retryable = throttled || smithy.isTransientError(error) || smithy.isServerError(error);
        const type = throttled ? 'rate_limit' : typeOf(status, retryable);
        return { type, retryable, retryAfterMs: null };
      },
    },
    {
      name: label('axios-retry'),
      judge({ error: input }) {
        const error = revive(input);
        const { status, headers } = httpError(error);
        if (status !== null) Object.assign(error, { response: { status, headers } });
        const retryable =
          status === null ? axiosRetry.isNetworkError(error) : axiosRetry.isRetryableError(error);
        const stated = headers['retry-after'] !== undefined;
        const retryAfterMs = stated ? axiosRetry.retryAfter({ response: { headers } }) : null;
        return { type: typeOf(status, retryable), retryable, retryAfterMs };
      },
    },
    sdk(openAiRule),
    sdk(aiSdkRule),
  ];
}

function sdk(rule: SdkRule): Alternative {
  return {
    name: rule.name,
    judge({ error: input }) {
      const error = revive(input);
      const retryable = rule.retryable(error);
      const type = typeOf(httpError(error).status, retryable);
      return { type, retryable, retryAfterMs: rule.statedMs(error) };
    },
  };
}

/** The category that a rule about statuses implies. */
function typeOf(status: number | null, retryable: boolean): ErrorType {
  if (status === 401 || status === 403) return 'auth';
  if (!retryable) return 'unknown';
  if (status === 429) return 'rate_limit';
  return status !== null && status >= 500 ? 'overloaded' : 'network';
}
