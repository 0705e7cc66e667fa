import { KeelsonError } from '@keelson/internal-runtime/error';
import type { StorageFault, StorageReason } from '@keelson/internal-runtime/storage-fault';

/**
 * Why a search operation failed.
 *
 * - `SEARCH_BAD_OPTIONS`, `SEARCH_BAD_DOCUMENT`, `SEARCH_BAD_QUERY`: the input was refused before anything was done.
 * - `SEARCH_UNKNOWN_COLLECTION`: no collection of that name was declared.
 * - `SEARCH_COLLECTION_CHANGED`: the database holds a collection of that name with other fields.
 * - the others: storage could not do its work, whichever adapter it is.
 */
export type SearchErrorCode =
  | 'SEARCH_BAD_OPTIONS'
  | 'SEARCH_BAD_DOCUMENT'
  | 'SEARCH_BAD_QUERY'
  | 'SEARCH_UNKNOWN_COLLECTION'
  | 'SEARCH_COLLECTION_CHANGED'
  | `SEARCH_${StorageReason}`;

/**
 * Every failure of this package.
 *
 * @example
 * try {
 *   await search.index('messages', messages);
 * } catch (error) {
 *   if (error instanceof SearchError && error.retryable) scheduleAgain();
 *   else throw error;
 * }
 */
export class SearchError extends KeelsonError<SearchErrorCode> {
  static override readonly brand: string = '@keelson/search/SearchError';
}

/** What adapters throw on a storage failure. */
export function fromFault(fault: StorageFault): SearchError {
  const { reason, message, retryable, details, cause } = fault;
  const code =
    reason === 'SCHEMA_CHANGED' && details['collection'] !== undefined ? 'COLLECTION_CHANGED' : reason;
  return new SearchError(`SEARCH_${code}`, message, { retryable, details, cause });
}

/** Ends an operation whose caller has lost interest. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted !== true) return;
  throw new SearchError(
    'SEARCH_ABORTED',
    'The operation was cancelled by its signal, or by a later search of the same input.',
    {
      cause: signal.reason,
    },
  );
}
