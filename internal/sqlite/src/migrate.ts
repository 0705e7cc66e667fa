import { createHash } from 'node:crypto';
import { StorageFault } from '@keelson/internal-runtime/storage-fault';
import { retryBusy } from './busy.js';
import type { SqliteDatabase } from './database.js';
import { translateError } from './translate-error.js';

/** One step of a schema. Append-only: once released, a step is never edited. */
export interface Migration {
  /** 1, 2, 3 ... without gaps. */
  readonly id: number;
  readonly name: string;
  readonly sql: string;
}

interface AppliedMigration {
  readonly id: number;
  readonly name: string;
  readonly checksum: string;
}

const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS keelson_migrations (
  package TEXT NOT NULL, id INTEGER NOT NULL, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL,
  PRIMARY KEY (package, id)
) WITHOUT ROWID`;

/**
 * Brings the tables of one package up to date. All pending steps are one transaction, and the state is read again
 * inside it, so any number of processes may start at once.
 */
export async function migrate(
  database: SqliteDatabase,
  packageName: string,
  migrations: readonly Migration[],
): Promise<void> {
  try {
    const known = await retryBusy(() => tableExists(database));
    if (known && pending(database, packageName, migrations).length === 0) return;
    await retryBusy(() => apply(database, packageName, migrations));
  } catch (error) {
    throw translateError(error);
  }
}

function apply(database: SqliteDatabase, packageName: string, migrations: readonly Migration[]): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    database.exec(CREATE_TABLE);
    const claim = database.prepare('INSERT INTO keelson_migrations VALUES (?, ?, ?, ?, ?)');
    for (const migration of pending(database, packageName, migrations)) {
      claim.run(packageName, migration.id, migration.name, checksum(migration), Date.now());
      database.exec(migration.sql);
    }
    database.exec('COMMIT');
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

function tableExists(database: SqliteDatabase): boolean {
  return (
    database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'keelson_migrations'").get() !== undefined
  );
}

/** The steps not applied yet. Throws when what was applied is not a beginning of what the code knows. */
function pending(
  database: SqliteDatabase,
  packageName: string,
  migrations: readonly Migration[],
): readonly Migration[] {
  const applied = database
    .prepare('SELECT id, name, checksum FROM keelson_migrations WHERE package = ? ORDER BY id')
    .all(packageName) as AppliedMigration[];
  for (const step of applied) {
    const migration = migrations.find(({ id }) => id === step.id);
    if (migration === undefined) {
      throw new StorageFault(
        'SCHEMA_NEWER',
        `The database has step ${step.id} ("${step.name}") of ${packageName}, but this version of the code knows ` +
          `${migrations.length}. It was written by a newer version: upgrade ${packageName}, or use another database. Nothing was changed.`,
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

function checksum(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}
