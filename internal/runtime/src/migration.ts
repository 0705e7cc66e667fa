import { createHash } from 'node:crypto';
import { StorageFault } from './storage-fault.js';

/** One step of a schema. Append-only: once released, a step is never edited. */
export interface Migration {
  /** 1, 2, 3 ... without gaps. */
  readonly id: number;
  readonly name: string;
  /** Names no schema: in PostgreSQL it runs with the store's schema as `search_path`. */
  readonly sql: string;
}

/** A step as the database records it. */
export interface AppliedMigration {
  readonly id: number;
  readonly name: string;
  readonly checksum: string;
}

/** What the database records of a step, to tell later that it is still the same. */
export function checksumOf({ sql }: Migration): string {
  return createHash('sha256').update(sql).digest('hex');
}

/** The steps not applied yet. Throws when what was applied is not a beginning of what the code knows. */
export function pendingMigrations(
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
          `${migrations.length}. It was written by a newer version: upgrade ${packageName}, or use another database. Nothing was changed.`,
        { details: { package: packageName, databaseStep: step.id, codeStep: migrations.length } },
      );
    }
    if (checksumOf(migration) !== step.checksum) {
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
