import {
  type AppliedMigration,
  checksumOf,
  type Migration,
  pendingMigrations,
} from '@keelson/internal-runtime/migration';
import { StorageFault } from '@keelson/internal-runtime/storage-fault';
import { quoteIdentifier } from './identifier.js';
import type { SchemaPool } from './pool.js';
import { LOCK_TIMEOUT_MS } from './session.js';
import { type PostgresTransaction, query, transaction } from './transaction.js';

const COLUMNS = `package text NOT NULL, id integer NOT NULL, name text NOT NULL, checksum text NOT NULL,
  applied_at bigint NOT NULL, PRIMARY KEY (package, id)`;
const READ_APPLIED = 'SELECT id, name, checksum FROM keelson_migrations WHERE package = $1 ORDER BY id';
const CLAIM = `INSERT INTO keelson_migrations VALUES ($1, $2, $3, $4, $5)`;

/** How long to wait for another process that migrates. */
const QUEUE_MS = 300_000;

/**
 * Brings the tables of one package up to date, creating the schema if need be. All pending steps are one transaction
 * under an advisory lock that ends with it, so any number of processes may start at once, also through pgbouncer.
 *
 * @throws StorageFault `SCHEMA_NEWER`, `SCHEMA_CHANGED`, `BUSY` and those of {@link transaction}; nothing is changed then.
 */
export async function migrate(
  pool: SchemaPool,
  packageName: string,
  migrations: readonly Migration[],
): Promise<void> {
  if (pendingMigrations(await readWithoutLock(pool, packageName), packageName, migrations).length === 0)
    return;
  await transaction(
    pool,
    async (inside) => {
      await inside.query(`SET LOCAL lock_timeout = ${QUEUE_MS}`);
      await inside.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `keelson_migrations in ${pool.schema}`,
      ]);
      // Everyone else's statements queue up behind a step that waits for a table.
      await inside.query(`SET LOCAL lock_timeout = ${LOCK_TIMEOUT_MS}`);
      await createSchema(inside, pool.schema);
      const { rows } = await inside.query<AppliedMigration>(READ_APPLIED, [packageName]);
      for (const migration of pendingMigrations(rows, packageName, migrations)) {
        await inside.query(CLAIM, [
          packageName,
          migration.id,
          migration.name,
          checksumOf(migration),
          Date.now(),
        ]);
        await inside.query(migration.sql);
      }
    },
    // A step may rewrite a large table.
    { statementTimeoutMs: 0 },
  );
}

async function readWithoutLock(pool: SchemaPool, packageName: string): Promise<readonly AppliedMigration[]> {
  try {
    return (await query<AppliedMigration>(pool, READ_APPLIED, [packageName])).rows;
  } catch (error) {
    // No such table, or no such schema on its way: nothing was applied yet.
    if (error instanceof StorageFault && error.details['sqlState'] === '42P01') return [];
    throw error;
  }
}

async function createSchema(inside: PostgresTransaction, schema: string): Promise<void> {
  const quoted = quoteIdentifier(schema);
  // `IF NOT EXISTS` alone would ask for the right to create schemas even where the schema exists.
  const { rowCount } = await inside.query('SELECT FROM pg_namespace WHERE nspname = $1', [schema]);
  if (rowCount === 0) await inside.query(`CREATE SCHEMA IF NOT EXISTS ${quoted}`);
  // Named in full, it is refused with the right error where the role may not use the schema.
  await inside.query(`CREATE TABLE IF NOT EXISTS ${quoted}.keelson_migrations (${COLUMNS})`);
}
