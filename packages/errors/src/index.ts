import { ErrorClassifier as CoreClassifier, type ErrorClassifierOptions } from './error-classifier.js';
import { allProfiles, generic } from './profiles/index.js';

export type { Classification, ErrorType, Evidence } from './classification.js';
export type { ClassifyOptions, CustomRule, ErrorClassifierOptions } from './error-classifier.js';
export type { Messages } from './messages.js';
export type { Meanings, Profile } from './profile.js';
export type { Rule, Verdict, When } from './rule.js';
export type { Finding, Signals } from './signals.js';

/**
 * Tells what an error means, whether to retry it and when. It knows how the providers word their errors.
 *
 * @example
 * const classifier = new ErrorClassifier();
 * const { type, retryable, retryAfterMs, message } = classifier.classify(error);
 */
export class ErrorClassifier extends CoreClassifier {
  constructor({ profiles = allProfiles, ...options }: ErrorClassifierOptions = {}) {
    super({ ...options, profiles: [generic, ...profiles] });
  }
}
