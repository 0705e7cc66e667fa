import type { ErrorDetails } from './error.js';

/**
 * Why storage could not do its work, whichever engine it is. A package's error codes are these with
 * its own prefix: `SEARCH_DISK_FULL`.
 */
export type StorageReason =
  /** The work was cancelled by its signal. */
  | 'ABORTED'
  /** User name, password or certificate was refused. */
  | 'ACCESS_DENIED'
  /** Another connection held the lock for longer than the documented wait. */
  | 'BUSY'
  /** The file or folder cannot be opened: missing, no permission, not a file. */
  | 'CANNOT_OPEN'
  /** The store was closed. */
  | 'CLOSED'
  /** The file's content contradicts itself. */
  | 'CORRUPT'
  | 'DISK_FULL'
  /** The installed driver would crash or cannot load in this runtime. */
  | 'DRIVER_INCOMPATIBLE'
  | 'DRIVER_MISSING'
  /** The file was deleted, moved or replaced while open. */
  | 'MOVED'
  /** The file lies on a network file system, where its locks cannot be trusted. */
  | 'NETWORK_FILE_SYSTEM'
  | 'NOT_A_DATABASE'
  /** The connection would not promise durability when asked to. */
  | 'NOT_DURABLE'
  /** The queue of waiting writes is full. */
  | 'OVERLOADED'
  | 'READ_ONLY'
  /** A migration that was applied differs from the one in the code. */
  | 'SCHEMA_CHANGED'
  /** The database was written by a newer version of the code. */
  | 'SCHEMA_NEWER'
  /** Any other failure of the engine; the driver's error is the cause. */
  | 'STORAGE'
  /** The server does not answer. */
  | 'UNREACHABLE';

/**
 * A storage failure on its way from an engine to a package, which rethrows it as its own error
 * through a {@link FaultTranslator}. It never reaches a caller of the package.
 */
export class StorageFault extends Error {
  readonly reason: StorageReason;
  readonly retryable: boolean;
  readonly details: ErrorDetails;

  constructor(
    reason: StorageReason,
    message: string,
    options: { cause?: unknown; retryable?: boolean; details?: ErrorDetails } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'StorageFault';
    this.reason = reason;
    this.retryable = options.retryable ?? false;
    this.details = options.details ?? {};
  }
}

/** Makes a package's own error of a storage failure. */
export type FaultTranslator = (fault: StorageFault) => Error;
