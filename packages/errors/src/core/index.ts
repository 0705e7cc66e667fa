export { ErrorClassifier } from '../error-classifier.js';
export type { Classification, ErrorType, Evidence } from '../classification.js';
export type { ClassifyOptions, CustomRule, ErrorClassifierOptions } from '../error-classifier.js';
export type { Messages } from '../messages.js';
export type { Meanings, Profile } from '../profile.js';
export type { Rule, Verdict, When } from '../rule.js';
export type { Finding, Signals } from '../signals.js';
