import { binaryArray, type Cell, cellBytes, type ColumnType, prepareCell } from './binary-array.js';
import { quoteIdentifier } from './identifier.js';
import type { PostgresTransaction } from './transaction.js';

/** The table that a batch goes to. */
export interface BatchTarget {
  readonly table: string;
  /** Columns in the order of the statement, each with its type. */
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** Columns of a unique constraint, none of them NULL. Without a key every row is inserted, and a duplicate fails. */
  readonly key?: readonly string[] | undefined;
  /** What happens to a row whose key is there already; in one batch, the later row counts as the new one. @default 'update' */
  readonly onConflict?: 'update' | 'ignore' | undefined;
  /** Columns that only a new row gets from the batch; an update leaves them as they are. @default [] */
  readonly keep?: readonly string[] | undefined;
}

/** A row by column name. What is absent or undefined is NULL. */
export type BatchRow = Readonly<Record<string, unknown>>;

/** How much goes into one statement; one row always fits. */
export interface BatchLimits {
  /** @default 5000 */
  readonly rows?: number | undefined;
  /** Of values in binary form. @default 1048576 */
  readonly bytes?: number | undefined;
}

/**
 * Inserts or upserts rows with one statement text, whatever their number: each column is one array parameter.
 * Text is stored as `storableText` makes it, JSON as `storableJson` does.
 *
 * With a key, rows are written in the order of their keys, so that concurrent batches wait for each other
 * instead of deadlocking.
 *
 * @returns how many rows were inserted or updated.
 */
export async function writeRows(
  transaction: PostgresTransaction,
  target: BatchTarget,
  rows: readonly BatchRow[],
  { rows: maxRows = 5_000, bytes: maxBytes = 1_048_576 }: BatchLimits = {},
): Promise<number> {
  const statement = statementOf(target);
  const columns = Object.entries(target.columns);
  let written = 0;
  let bytes = 0;
  let chunk: Cell[][] = [];

  const flush = async () => {
    const parameters = columns.map(([, type], index) =>
      binaryArray(
        type,
        chunk.map((cells) => cells[index] ?? null),
      ),
    );
    chunk = [];
    bytes = 0;
    written += (await transaction.query(statement, parameters)).rowCount;
  };
  for (const row of target.key === undefined ? rows : distinct(rows, target, target.key)) {
    let size = 0;
    const cells = columns.map(([name, type]) => {
      const cell = prepareCell(type, row[name]);
      size += cellBytes(type, cell);
      return cell;
    });
    if (chunk.length > 0 && (chunk.length === maxRows || bytes + size > maxBytes)) await flush();
    chunk.push(cells);
    bytes += size;
  }
  if (chunk.length > 0) await flush();
  return written;
}

function statementOf({ table, columns, key, onConflict = 'update', keep = [] }: BatchTarget): string {
  const names = Object.keys(columns).map(quoteIdentifier).join(', ');
  const arrays = Object.values(columns)
    .map((type, index) => `$${index + 1}::${type}[]`)
    .join(', ');
  const insert = `INSERT INTO ${quoteIdentifier(table)} (${names}) SELECT * FROM unnest(${arrays})`;
  if (key === undefined) return insert;
  const assignments = Object.keys(columns)
    .filter((name) => !key.includes(name) && !keep.includes(name))
    .map((name) => `${quoteIdentifier(name)} = excluded.${quoteIdentifier(name)}`);
  const action =
    onConflict === 'ignore' || assignments.length === 0 ? 'NOTHING' : `UPDATE SET ${assignments.join(', ')}`;
  return `${insert} ON CONFLICT (${key.map(quoteIdentifier).join(', ')}) DO ${action}`;
}

/** One row for each key, in the order of the keys: PostgreSQL refuses to update a row twice in one statement. */
function distinct(rows: readonly BatchRow[], target: BatchTarget, key: readonly string[]): BatchRow[] {
  const byKey = new Map<string, BatchRow>();
  for (const row of rows) {
    // As stored, since two texts may be stored as the same one.
    const cells = key.map((name) => prepareCell(target.columns[name] ?? 'text', row[name]));
    const identity = JSON.stringify(cells.map((cell) => (cell === null ? null : String(cell))));
    if (target.onConflict !== 'ignore' || !byKey.has(identity)) byKey.set(identity, row);
  }
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
