import { createHash } from 'node:crypto';
import { StorageFault } from '@keelson/internal-runtime/storage-fault';
import { quoteIdentifier } from './identifier.js';
import type { SchemaPool } from './pool.js';
import { LOCK_TIMEOUT_MS } from './session.js';
import { type PostgresTransaction, query, transaction } from './transaction.js';

/** One step of a schema. Append-only: once released, a step is never edited. */
export interface Migration {
  /** 1, 2, 3 ... without gaps. */
  readonly id: number;
  readonly name: string;
  /** Names no schema: it runs with the store's schema as `search_path`, inside a transaction. */
  readonly sql: string;
}

interface AppliedMigration {
  readonly id: number;
  readonly name: string;
  readonly checksum: string;
}

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
  if (pendingOf(await readWithoutLock(pool, packageName), packageName, migrations).length === 0) return;
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
      for (const migration of pendingOf(rows, packageName, migrations)) {
        await inside.query(CLAIM, [
          packageName,
          migration.id,
          migration.name,
          checksum(migration),
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

/** The steps not applied yet. Throws when what was applied is not a beginning of what the code knows. */
function pendingOf(
  applied: readonly AppliedMigration[],
  packageName: string,
  migrations: readonly Migration[],
): readonly Migration[] {
  for (const step of applied) {
    const migration = migrations.find(({ id }) => id === step.id);
    if (migration === undefined) {
      throw new StorageFault(
        'SCHEMA_NEWER',
        `The database has step ${step.id} ("${step.name}") of ${packageName}, but this version of the code knows ` +
          `${migrations.length}. It was written by a newer version: upgrade ${packageName}, or use another schema. Nothing was changed.`,
        { details: { package: packageName, databaseStep: step.id, codeStep: migrations.length } },
      );
    }
    if (checksum(migration) !== step.checksum) {
      throw new StorageFault(
        'SCHEMA_CHANGED',
        `Step ${step.id} ("${step.name}") of ${packageName} differs between the database and the code. ` +
          'The database was made by another build: use the matching version. Nothing was changed.',
        { details: { package: packageName, step: step.id } },
      );
    }
  }
  return migrations.slice(applied.length);
}

function checksum({ sql }: Migration): string {
  return createHash('sha256').update(sql).digest('hex');
}
