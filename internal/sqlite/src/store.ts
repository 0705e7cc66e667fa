import type { SqliteDatabase } from './database.js';
import type { Migration } from '@keelson/internal-runtime/migration';

/** Tells a read that nobody waits for it any more. */
export type Cancellation = Pick<AbortSignal, 'aborted' | 'reason'>;

/**
 * The functions of a store by name. Each is synchronous and one atomic unit: a read sees one state of the database,
 * a write happens wholly or not at all. Inputs and outputs can be structured-cloned, so that a worker can run them.
 * A long read looks at its cancellation from time to time; what it returns then is dropped.
 */
export interface StoreFunctions {
  readonly reads: Readonly<Record<string, (input: never, cancellation: Cancellation) => unknown>>;
  readonly writes: Readonly<Record<string, (input: never) => unknown>>;
  /** For stores that do better with what all writes of one transaction left to do. */
  readonly transaction?: TransactionHooks;
}

/** Both run inside the transaction, and their failure undoes it. */
export interface TransactionHooks {
  /** Before the first write: whatever an earlier transaction left behind was undone with it. */
  begun(): void;
  /** After the last write, before the commit. */
  ending(): void;
}

/** What a package keeps in SQLite, independent of the thread that it runs on. */
export interface Store<Functions extends StoreFunctions, Setup = undefined> {
  /** Under this name the migrations are recorded. */
  readonly packageName: string;
  readonly migrations: readonly Migration[];
  /** Prepares the statements on a migrated database. */
  prepare(database: SqliteDatabase, setup: Setup): Functions;
}

type Input<F> = F extends (input: infer I, ...rest: never) => unknown ? I : never;
type Output<F> = F extends (...input: never) => infer O ? O : never;

export interface ReadOptions {
  /** Rejects at once with reason `ABORTED`. A read that waits in a queue is not begun; one that runs is told. */
  readonly signal?: AbortSignal | undefined;
}

/** A store that can be called, on this thread or on another. Failures are the package's own errors. */
export interface Connection<Functions extends StoreFunctions> {
  open(): Promise<void>;
  read<Name extends keyof Functions['reads'] & string>(
    name: Name,
    input: Input<Functions['reads'][Name]>,
    options?: ReadOptions,
  ): Promise<Output<Functions['reads'][Name]>>;
  write<Name extends keyof Functions['writes'] & string>(
    name: Name,
    input: Input<Functions['writes'][Name]>,
  ): Promise<Output<Functions['writes'][Name]>>;
  /** Waits for the writes in flight, then closes. It may be called twice, and without `open`. */
  close(): Promise<void>;
}
