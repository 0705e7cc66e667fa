// Checked by the compiler only: what must compile, and what must not.
import {
  type Classification,
  ErrorClassifier,
  type ErrorType,
  type Profile,
  type Signals,
  type Verdict,
} from '@keelson/errors';
import { ErrorClassifier as CoreClassifier } from '@keelson/errors/core';
import { generic, openai } from '@keelson/errors/profiles';

const classifier = new ErrorClassifier({ profiles: undefined, rules: [], messages: {}, locale: undefined });
const { type, retryable, retryAfterMs, provider, evidence }: Classification = classifier.classify(null, {
  now: undefined,
  provider: 'openai',
});
export const facts: readonly [ErrorType, boolean, number | null, string | null, string | undefined] = [
  type,
  retryable,
  retryAfterMs,
  provider,
  evidence[0]?.rule,
];
classifier.addRule({ id: 'a', when: (signals: Signals) => signals.status?.value === 418, then: 'unknown' });
classifier.addRule({
  id: 'b',
  when: ({ delay }) => delay?.path ?? null,
  then: { type: 'quota', retryable: true },
  priority: 5,
});
export const message: string = classifier.messageFor({ type: 'network' }, null);
export const core: CoreClassifier = new CoreClassifier({ profiles: [generic, openai] });
export const house: Profile = { id: 'house', codes: [[/^1$/, 'auth']] };
export const verdict: Verdict = 'overloaded';

// @ts-expect-error There is no such type.
export const wrong: ErrorType = 'timeout';
// @ts-expect-error A rule needs something to look for.
classifier.addRule({ id: 'c', then: 'auth' });
// @ts-expect-error A verdict is fixed.
classifier.classify(null).type = 'auth';
// @ts-expect-error Rules that hold for every error are no business of a profile.
export const greedy: Profile = { id: 'greedy', rules: [] };
// @ts-expect-error A countdown needs the wait or the word that there is none.
classifier.messageFor({ type: 'network' });
