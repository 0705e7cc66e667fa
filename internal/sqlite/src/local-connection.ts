import { type FaultTranslator, StorageFault } from '@keelson/internal-runtime/storage-fault';
import { retryBusy } from './busy.js';
import type { SqliteDatabase } from './database.js';
import { GroupCommit } from './group-commit.js';
import { migrate } from './migrate.js';
import { type OpenDatabase, openDatabase } from './open.js';
import type { Cancellation, Connection, Store, StoreFunctions } from './store.js';
import { translateError } from './translate-error.js';

interface Opened<Functions> {
  readonly file: OpenDatabase;
  readonly functions: Functions;
  readonly commits: GroupCommit;
}

/** A store on this thread: for `:memory:`, for a handle of the host, and inside a worker. */
export class LocalConnection<Functions extends StoreFunctions, Setup> implements Connection<Functions> {
  readonly #store: Store<Functions, Setup>;
  readonly #location: string | SqliteDatabase;
  readonly #setup: Setup;
  readonly #fail: FaultTranslator;
  #opened: Promise<Opened<Functions>> | undefined;

  constructor(
    store: Store<Functions, Setup>,
    location: string | SqliteDatabase,
    setup: Setup,
    fail: FaultTranslator,
  ) {
    this.#store = store;
    this.#location = location;
    this.#setup = setup;
    this.#fail = fail;
  }

  async open(): Promise<void> {
    this.#opened ??= this.#start();
    try {
      await this.#opened;
    } catch (error) {
      this.#opened = undefined;
      throw this.#fail(translateError(error));
    }
  }

  async #start(): Promise<Opened<Functions>> {
    const file = await openDatabase(this.#location);
    try {
      await migrate(file.database, this.#store.packageName, this.#store.migrations);
      const functions = await retryBusy(() => this.#store.prepare(file.database, this.#setup));
      return { file, functions, commits: new GroupCommit(file, { hooks: functions.transaction }) };
    } catch (error) {
      file.close();
      throw error;
    }
  }

  read(
    name: string,
    input: unknown,
    { signal = NEVER }: { readonly signal?: Cancellation | undefined } = {},
  ): Promise<never> {
    return this.#translated(async ({ file, functions }) => {
      if (signal.aborted) throw aborted(signal);
      return retryBusy(() =>
        snapshot(file.database, () => functionNamed(functions.reads, name)(input, signal)),
      );
    });
  }

  write(name: string, input: unknown): Promise<never> {
    return this.#translated(({ functions, commits }) =>
      commits.submit(() => functionNamed(functions.writes, name)(input, NEVER)),
    );
  }

  async close(): Promise<void> {
    const opening = this.#opened;
    this.#opened = undefined;
    const opened = await opening?.catch(() => undefined);
    if (opened === undefined) return;
    await opened.commits.flush();
    opened.file.close();
  }

  async #translated(work: (opened: Opened<Functions>) => Promise<unknown>): Promise<never> {
    try {
      if (this.#opened === undefined) throw closed();
      // The types of `Connection` tell the caller what this is; between threads it is a value like any other.
      return (await work(await this.#opened)) as never;
    } catch (error) {
      throw this.#fail(translateError(error));
    }
  }
}

/** The fault of a call before `open` or after `close`. */
export function closed(): StorageFault {
  return new StorageFault(
    'CLOSED',
    'The database is not open. Open the store before using it, and do not use it after close.',
  );
}

/** The fault of a call that its signal cancelled. */
export function aborted(signal: Cancellation): StorageFault {
  return new StorageFault('ABORTED', 'The operation was cancelled by its signal.', { cause: signal.reason });
}

/** Runs reads of several statements on one state of the database. */
function snapshot<T>(database: SqliteDatabase, reads: () => T): T {
  if (database.inTransaction) return reads();
  database.exec('BEGIN');
  try {
    return reads();
  } finally {
    database.exec('COMMIT');
  }
}

const NEVER: Cancellation = { aborted: false, reason: undefined };

type AnyFunction = (input: unknown, cancellation: Cancellation) => unknown;

function functionNamed(
  functions: Readonly<Record<string, (input: never, cancellation: Cancellation) => unknown>>,
  name: string,
): AnyFunction {
  return functions[name] as AnyFunction;
}
