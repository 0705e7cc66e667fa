import { KeelsonError } from '@keelson/internal-runtime/error';

/**
 * Why a call of this package failed.
 *
 * - `ERRORS_BAD_OPTIONS`: an option or a rule was refused before anything was done.
 */
export type ErrorsErrorCode = 'ERRORS_BAD_OPTIONS';

/** Every failure of this package itself. */
export class ErrorsError extends KeelsonError<ErrorsErrorCode> {
  static override readonly brand: string = '@keelson/errors/ErrorsError';
}
