import { setTimeout as delay } from 'node:timers/promises';
import { StorageFault } from '@keelson/internal-runtime/storage-fault';
import { untilAborted } from './abort.js';
import type { SchemaPool } from './pool.js';
import { Session, type TransactionOptions } from './session.js';

/** The rows of a statement and how many it touched. */
export interface QueryResult<Row> {
  readonly rows: readonly Row[];
  readonly rowCount: number;
}

/** What the work of a transaction may do. */
export interface PostgresTransaction {
  /**
   * Runs one statement with values for `$1`, `$2`, or several without values. One at a time.
   * Names without a schema lie in the store's.
   */
  query<Row = Record<string, unknown>>(text: string, values?: readonly unknown[]): Promise<QueryResult<Row>>;
}

const MAX_ATTEMPTS = 5;

/**
 * Runs `work` in one transaction: commits when it resolves, rolls back when it rejects.
 *
 * After a deadlock or a serialization failure, and after a connection that turns out dead at BEGIN, it starts over,
 * up to five times in all; `work` must bear that. A connection that breaks later is not tried again: the fault says
 * whether repeating is safe.
 */
export async function transaction<T>(
  pool: SchemaPool,
  work: (transaction: PostgresTransaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    let begun = false;
    const session = await Session.take(pool, options);
    try {
      await session.begin(options.isolation);
      begun = true;
      const value = await work(statementsOf(session));
      session.throwIfAborted();
      await session.commit();
      return value;
    } catch (error) {
      await session.rollback();
      if (attempt === MAX_ATTEMPTS || !mayStartOver(error, begun)) throw error;
    } finally {
      session.end();
    }
    // A random wait, so that the transactions that collided do not meet again.
    await untilAborted(delay(Math.random() * 10 * 2 ** attempt), options.signal);
  }
}

/** Runs one statement in a transaction of its own. */
export async function query<Row = Record<string, unknown>>(
  pool: SchemaPool,
  text: string,
  values: readonly unknown[] = [],
  options?: TransactionOptions,
): Promise<QueryResult<Row>> {
  return transaction(pool, (inside) => inside.query<Row>(text, values), options);
}

function statementsOf(session: Session): PostgresTransaction {
  return {
    async query<Row>(text: string, values?: readonly unknown[]): Promise<QueryResult<Row>> {
      const result = await session.run(text, values);
      return { rows: result.rows as Row[], rowCount: result.rowCount ?? 0 };
    },
  };
}

function mayStartOver(error: unknown, begun: boolean): boolean {
  if (!(error instanceof StorageFault)) return false;
  const { sqlState } = error.details;
  return sqlState === '40001' || sqlState === '40P01' || (!begun && error.reason === 'UNREACHABLE');
}
