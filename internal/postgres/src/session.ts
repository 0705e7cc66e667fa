import { StorageFault } from '@keelson/internal-runtime/storage-fault';
import { abortFault } from './abort.js';
import type { PostgresResult } from './connection.js';
import { quoteIdentifier } from './identifier.js';
import { Lease } from './lease.js';
import type { SchemaPool } from './pool.js';

/** How a transaction runs. */
export interface TransactionOptions {
  /** Cancels the statement that runs and rolls back. Once the commit was sent, it comes too late. */
  readonly signal?: AbortSignal | undefined;
  /** @default 'READ COMMITTED' */
  readonly isolation?: 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE' | undefined;
  /** Instead of that of the pool; 0 for none. */
  readonly statementTimeoutMs?: number | undefined;
  /** Settings of the server for this transaction alone: `{ jit: 'off' }`. They are constants of the code. @default {} */
  readonly settings?: Readonly<Record<string, string>> | undefined;
}

/** How long a statement waits for a lock that another transaction holds, before the fault `BUSY`. */
export const LOCK_TIMEOUT_MS = 10_000;
/** After this, a server that has not even answered BEGIN or ROLLBACK is taken for gone. */
const BEGIN_TIMEOUT_MS = 5_000;
/** How much longer than the server's own timeout the client waits before it takes the server for gone. */
const ANSWER_GRACE_MS = 2_000;
/** How long a cancelled statement may go on before its connection is cut. */
const CANCEL_GRACE_MS = 1_000;

/** One transaction on one client of the pool. */
export class Session {
  readonly #pool: SchemaPool;
  readonly #lease: Lease;
  readonly #signal: AbortSignal | undefined;
  readonly #timeoutMs: number;
  readonly #settings: Readonly<Record<string, string>>;
  #processId = 0;
  #cancelling: Promise<unknown> | undefined;

  private constructor(pool: SchemaPool, lease: Lease, options: TransactionOptions) {
    this.#pool = pool;
    this.#lease = lease;
    this.#signal = options.signal;
    this.#timeoutMs = options.statementTimeoutMs ?? pool.statementTimeoutMs;
    this.#settings = options.settings ?? {};
  }

  /** Takes a client; `end` gives it back. */
  static async take(pool: SchemaPool, options: TransactionOptions): Promise<Session> {
    return new Session(pool, await Lease.take(pool, options.signal), options);
  }

  /**
   * All settings are local: behind pgbouncer the next transaction may run on another connection.
   * The path has no second schema, in which a table would end up where the first one is missing.
   */
  async begin(isolation: TransactionOptions['isolation'] = 'READ COMMITTED'): Promise<void> {
    const settings = Object.entries(this.#settings).map(([name, value]) => `SET LOCAL ${name} = ${value};`);
    const { rows } = await this.#lease.run(
      `BEGIN ISOLATION LEVEL ${isolation};
      SET LOCAL search_path TO ${quoteIdentifier(this.#pool.schema)};
      SET LOCAL statement_timeout = ${this.#timeoutMs};
      SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS};
      SET LOCAL idle_in_transaction_session_timeout = 60000;
      SET LOCAL bytea_output = 'hex';
      ${settings.join(' ')}
      ${KEEP_DURABLE};
      SELECT pg_backend_pid() AS "processId"`,
      undefined,
      BEGIN_TIMEOUT_MS,
    );
    this.#processId = (rows as [{ processId: number }])[0].processId;
  }

  /** Runs one statement, which an abort of the signal cancels. */
  async run(text: string, values: readonly unknown[] | undefined): Promise<PostgresResult> {
    this.throwIfAborted();
    const signal = this.#signal;
    const onAbort = () => void this.#cancel();
    signal?.addEventListener('abort', onAbort);
    try {
      return await this.#lease.run(text, values, this.#answerTimeoutMs);
    } catch (error) {
      throw signal?.aborted === true ? abortFault(signal) : error;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      // A cancellation on its way must not hit the next statement of this connection.
      if (!this.#lease.broken) await this.#cancelling;
    }
  }

  throwIfAborted(): void {
    if (this.#signal?.aborted === true) throw abortFault(this.#signal);
  }

  async commit(): Promise<void> {
    // A connection known to be broken is not asked, so nothing can have been written.
    const asked = !this.#lease.broken;
    let result: PostgresResult;
    try {
      result = await this.#lease.run('COMMIT', undefined, this.#answerTimeoutMs);
    } catch (error) {
      throw asked && error instanceof StorageFault && error.reason === 'UNREACHABLE'
        ? unknownOutcome(error)
        : error;
    }
    // A transaction in which a statement failed answers COMMIT with ROLLBACK, and with no error.
    if (result.command === 'COMMIT') return;
    throw new StorageFault(
      'STORAGE',
      `${this.#pool.server} rolled back at COMMIT because a statement before it had failed. Nothing was written.`,
    );
  }

  async rollback(): Promise<void> {
    if (this.#lease.broken) return;
    // A client that cannot even roll back goes to the pool only to be closed.
    await this.#lease.run('ROLLBACK', undefined, BEGIN_TIMEOUT_MS).catch(() => this.#lease.release(true));
  }

  /** Gives the client back. */
  end(): void {
    this.#lease.release();
  }

  get #answerTimeoutMs(): number {
    return this.#timeoutMs === 0 ? 0 : this.#timeoutMs + ANSWER_GRACE_MS;
  }

  /** Asks the server, on another connection, to stop the statement; without success the connection is cut. */
  async #cancel(): Promise<void> {
    const timer = setTimeout(() => this.#lease.cut(), CANCEL_GRACE_MS);
    try {
      const other = await Lease.take(this.#pool);
      // The wait for a client may have outlasted the statement.
      if (this.#lease.running) {
        this.#cancelling = other
          .run('SELECT pg_cancel_backend($1)', [this.#processId], CANCEL_GRACE_MS)
          .catch(() => this.#lease.cut());
        await this.#cancelling;
      }
      other.release();
    } catch {
      this.#lease.cut();
    } finally {
      clearTimeout(timer);
    }
  }
}

/** A server that acknowledges commits before they are on disk is asked for the default; stricter settings stay. */
const KEEP_DURABLE = `SELECT set_config('synchronous_commit', CASE current_setting('synchronous_commit')
        WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, true)`;

function unknownOutcome(fault: StorageFault): StorageFault {
  return new StorageFault(
    'UNREACHABLE',
    'The connection broke while PostgreSQL committed, so the write may or may not have happened. ' +
      'Repeat it only if it is idempotent, or read whether it is there.',
    { cause: fault.cause, details: { ...fault.details, outcome: 'unknown' } },
  );
}
