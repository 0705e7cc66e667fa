import type { SqliteDatabase, SqliteStatement } from '@keelson/internal-sqlite/database';

/** One complete index of a collection; a rebuild makes the next one while this one answers. */
export interface Generation {
  readonly id: number;
  /** Documents that are indexed and not removed. */
  readonly documents: number;
  /** Their terms. */
  readonly totalLength: number;
  /** Grows with every change of a document. */
  readonly changes: number;
  /** The last row that is indexed. */
  readonly lastRow: number;
  /** Which version of the analyzer made its keys. */
  readonly analyzer: string;
}

/** The rows of generations: one a collection is `live`, one may be `building`, those `dropped` may be deleted. */
export class GenerationTable {
  readonly #find: SqliteStatement;
  readonly #create: SqliteStatement;
  readonly #update: SqliteStatement;
  readonly #replace: SqliteStatement;
  readonly #dropSegments: SqliteStatement;

  constructor(database: SqliteDatabase) {
    this.#find = database.prepare(
      `SELECT id, documents, total_length AS totalLength, changes, last_row AS lastRow, analyzer
       FROM search_generations WHERE collection = ? AND state = ?`,
    );
    this.#create = database.prepare(
      `INSERT INTO search_generations (collection, state, analyzer, documents, total_length, changes, last_row)
       VALUES (?, ?, ?, 0, 0, 0, 0)`,
    );
    this.#update = database.prepare(
      `UPDATE search_generations SET documents = documents + ?, total_length = total_length + ?, changes = changes + 1,
       last_row = max(last_row, ?) WHERE id = ?`,
    );
    this.#replace = database.prepare(
      'UPDATE search_generations SET state = ?, last_row = max(last_row, ?) WHERE id = ?',
    );
    this.#dropSegments = database.prepare(
      `UPDATE search_segments SET state = 'dropped' WHERE generation = ?`,
    );
  }

  find(collection: string, state: 'live' | 'building'): Generation | undefined {
    return this.#find.get(collection, state) as Generation | undefined;
  }

  create(collection: string, state: 'live' | 'building', analyzer: string): Generation {
    const id = Number(this.#create.run(collection, state, analyzer).lastInsertRowid);
    return { id, documents: 0, totalLength: 0, changes: 0, lastRow: 0, analyzer };
  }

  /** Gives up a generation. */
  drop(generation: Generation): void {
    this.#replace.run('dropped', 0, generation.id);
    this.#dropSegments.run(generation.id);
  }

  /** Lets a complete generation answer in place of another. No row number comes again. */
  replace(live: Generation, building: Generation): void {
    this.drop(live);
    this.#replace.run('live', live.lastRow, building.id);
  }

  /** Counts documents in or out. */
  count(generation: number, documents: number, length: number, lastRow: number): void {
    this.#update.run(documents, length, lastRow, generation);
  }
}
