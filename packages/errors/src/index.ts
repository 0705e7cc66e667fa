import { ErrorClassifier as CoreClassifier, type ErrorClassifierOptions } from './error-classifier.js';
import { allProfiles, generic } from './profiles/index.js';

/** Tells what an error means, whether to retry it and when, and knows how the providers word their errors. */
export class ErrorClassifier extends CoreClassifier {
  constructor({ profiles = allProfiles, ...options }: ErrorClassifierOptions = {}) {
    super({ ...options, profiles: [generic, ...profiles] });
  }
}
export type { Classification, ErrorType, Evidence } from './classification.js';
export type { ClassifyOptions, CustomRule, ErrorClassifierOptions } from './error-classifier.js';
