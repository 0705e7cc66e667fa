import type { ErrorType } from '@keelson/errors';

/** One error and what has to happen before the identical request can succeed. */
export interface LabelledError {
  readonly from: string;
  readonly error: unknown;
  readonly type: ErrorType;
  /** Where it differs from what the type has by default. */
  readonly retryable?: boolean;
  readonly wait?: number;
  /** When the error was seen, where it names a moment. */
  readonly now?: string;
  /** The verdict is known to be wrong. */
  readonly gap?: true;
}
