import { KeelsonError } from '@keelson/internal-runtime/error';

/** Why a call on a sample store failed. */
export type SampleErrorCode =
  /** The store was closed. */
  | 'SAMPLE_CLOSED'
  /** An argument was refused. Nothing was read or written. */
  | 'SAMPLE_INVALID_ARGUMENT'
  /** An option of the constructor was refused. */
  | 'SAMPLE_INVALID_OPTIONS';

/** Every error that `@keelson/sample` throws. */
export class SampleError extends KeelsonError<SampleErrorCode> {
  static override readonly brand = '@keelson/sample/SampleError';
}
