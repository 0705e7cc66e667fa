import { KeelsonError } from '@keelson/internal-runtime/error';
import type { StorageFault, StorageReason } from '@keelson/internal-runtime/storage-fault';

/**
 * Why reading or importing failed.
 *
 * - `TRANSCRIPTS_BAD_OPTIONS`: an option was refused before anything was done.
 * - `TRANSCRIPTS_ROOT_UNREADABLE`: a root that was named is missing, or this user may not read it.
 * - `TRANSCRIPTS_FILE_UNREADABLE`: one file or folder below a root cannot be read. It is never thrown: the record of the
 *   file carries it, and the others are read.
 * - `TRANSCRIPTS_RUNNING`: this importer is at work already.
 * - the others: storage of the offsets could not do its work, the signal ended the work, or it came after `close`.
 */
export type TranscriptsErrorCode =
  | `TRANSCRIPTS_${StorageReason}`
  | 'TRANSCRIPTS_BAD_OPTIONS'
  | 'TRANSCRIPTS_ROOT_UNREADABLE'
  | 'TRANSCRIPTS_FILE_UNREADABLE'
  | 'TRANSCRIPTS_RUNNING';

/** Every failure of this package. */
export class TranscriptsError extends KeelsonError<TranscriptsErrorCode> {
  static override readonly brand: string = '@keelson/transcripts/TranscriptsError';
}

/** What adapters throw on a storage failure. */
export function fromFault(fault: StorageFault): TranscriptsError {
  const { reason, message, retryable, details, cause } = fault;
  return new TranscriptsError(`TRANSCRIPTS_${reason}`, message, { cause, retryable, details });
}

export function closedError(what: string): TranscriptsError {
  return new TranscriptsError('TRANSCRIPTS_CLOSED', `The ${what} is closed. Make a new one.`);
}

/** Throws once the signal says so. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new TranscriptsError(
    'TRANSCRIPTS_ABORTED',
    'Reading was cancelled by its signal. What was acknowledged is kept; the next run goes on from there.',
    { cause: signal.reason },
  );
}

/** Whether the file system refused something. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

/** What to tell of a path that the file system refused. */
export function unreadable(
  code: 'TRANSCRIPTS_ROOT_UNREADABLE' | 'TRANSCRIPTS_FILE_UNREADABLE',
  path: string,
  error: NodeJS.ErrnoException,
): TranscriptsError {
  const system = error.code ?? 'unknown';
  const what = code === 'TRANSCRIPTS_ROOT_UNREADABLE' ? 'the root' : 'the transcript';
  return new TranscriptsError(code, `Could not read ${what} ${path}: ${REMEDIES[system] ?? `${system}.`}`, {
    cause: error,
    retryable: system === 'EMFILE' || system === 'EBUSY' || system === 'EIO',
    details: { path, system },
  });
}

const REMEDIES: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist. Check the path, or leave it out of `roots`.',
  EACCES: 'this user may not read it. Grant read access, or run as the user whose sessions these are.',
  EPERM: 'the system does not allow it. Grant this program access to the folder, or leave it out of `roots`.',
  EMFILE: 'too many files are open. Raise the limit (ulimit -n), then run again.',
};
