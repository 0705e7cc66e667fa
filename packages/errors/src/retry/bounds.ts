import { ErrorsError } from '../errors.js';

/** Refuses options that are smaller than the bound. NaN is refused too, Infinity is not. */
export function atLeast(bound: number, options: Readonly<Record<string, number>>): void {
  for (const [option, value] of Object.entries(options)) {
    if (value >= bound) continue;
    throw new ErrorsError('ERRORS_BAD_OPTIONS', `Expected ${option} of at least ${bound}, got ${value}.`);
  }
}
