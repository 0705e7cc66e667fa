import {
  type AppliedMigration,
  checksumOf,
  type Migration,
  pendingMigrations,
} from '@keelson/internal-runtime/migration';
import { retryBusy } from './busy.js';
import type { SqliteDatabase } from './database.js';
import { translateError } from './translate-error.js';

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
      claim.run(packageName, migration.id, migration.name, checksumOf(migration), Date.now());
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

function pending(
  database: SqliteDatabase,
  packageName: string,
  migrations: readonly Migration[],
): readonly Migration[] {
  const applied = database
    .prepare('SELECT id, name, checksum FROM keelson_migrations WHERE package = ? ORDER BY id')
    .all(packageName) as AppliedMigration[];
  return pendingMigrations(applied, packageName, migrations);
}
