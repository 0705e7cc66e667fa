export { ErrorClassifier } from './error-classifier.js';
