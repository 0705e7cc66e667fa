import type { SqliteDatabase, SqliteStatement } from '@keelson/internal-sqlite/database';
import { type Key, keyBytes } from './key.js';
import type { SegmentSink } from './segment-writer.js';

/** Blocks of one segment; a block's id is below this times the next segment. */
const PER_SEGMENT = 2 ** 22;

/** The id of a block's row. */
export function blockId(segment: number, block: number): number {
  return segment * PER_SEGMENT + block;
}

/** An immutable part of the index: the postings of a range of rows, which no other live segment covers. */
export interface Segment {
  readonly id: number;
  readonly firstRow: number;
  readonly lastRow: number;
  readonly documents: number;
  /** How many of them are gone. */
  readonly removed: number;
  /** The average length when its bounds were computed. */
  readonly averageLength: number;
}

/** The rows of segments and their blocks. A segment is `building`, then `live`, then `dropped`: its blocks may be deleted. */
export class SegmentTable {
  readonly #inState: SqliteStatement;
  readonly #create: SqliteStatement;
  readonly #setState: SqliteStatement;
  readonly #removed: SqliteStatement;
  readonly #addRemoved: SqliteStatement;
  readonly #countRemoved: SqliteStatement;
  readonly #dropBuilding: SqliteStatement;
  readonly #addBlock: SqliteStatement;
  readonly #addKey: SqliteStatement;

  constructor(database: SqliteDatabase) {
    this.#inState = database.prepare(
      `SELECT id, first_row AS firstRow, last_row AS lastRow, documents, removed, average_length AS averageLength
       FROM search_segments WHERE generation = ? AND state = ? ORDER BY first_row`,
    );
    this.#create = database.prepare(
      `INSERT INTO search_segments
       (generation, state, first_row, last_row, documents, removed, average_length, touched, steps)
       VALUES (?, 'building', ?, ?, ?, 0, ?, 0, 0)`,
    );
    this.#setState = database.prepare('UPDATE search_segments SET state = ? WHERE id = ?');
    this.#removed = database.prepare('SELECT removed FROM search_segments WHERE id = ?');
    this.#addRemoved = database.prepare('UPDATE search_segments SET removed = removed + ? WHERE id = ?');
    this.#countRemoved = database.prepare(
      `UPDATE search_segments SET removed = removed + 1
       WHERE generation = ? AND state = 'live' AND first_row <= ? AND last_row >= ?`,
    );
    this.#dropBuilding = database.prepare(
      `UPDATE search_segments SET state = 'dropped'
       WHERE generation = ? AND state = 'building' AND first_row <= ? AND last_row >= ?`,
    );
    this.#addBlock = database.prepare('INSERT INTO search_blocks (id, data) VALUES (?, ?)');
    this.#addKey = database.prepare('INSERT INTO search_keys (segment, key, block) VALUES (?, ?, ?)');
  }

  /** The segments that answer searches, in the order of their rows. */
  live(generation: number): readonly Segment[] {
    return this.#inState.all(generation, 'live') as Segment[];
  }

  /** The segments that are being written, by whichever process. */
  building(generation: number): readonly Segment[] {
    return this.#inState.all(generation, 'building') as Segment[];
  }

  create(generation: number, segment: Omit<Segment, 'id'>): number {
    const { firstRow, lastRow, documents, averageLength } = segment;
    return Number(this.#create.run(generation, firstRow, lastRow, documents, averageLength).lastInsertRowid);
  }

  publish(segment: number): void {
    this.#setState.run('live', segment);
  }

  drop(segment: number): void {
    this.#setState.run('dropped', segment);
  }

  /** Lets a segment answer in place of those that it was merged from. What was removed meanwhile may still be in it. */
  replace(sources: readonly Segment[], target: number): void {
    let removed = 0;
    for (const source of sources) {
      removed += (this.#removed.get(source.id) as { removed: number }).removed - source.removed;
      this.drop(source.id);
    }
    this.#addRemoved.run(removed, target);
    this.publish(target);
  }

  /** Gives up the segments that are being written over a row. */
  dropBuilding(generation: number, row: number): void {
    this.#dropBuilding.run(generation, row, row);
  }

  /** Counts a document of a generation that is gone. */
  countRemoved(generation: number, row: number): void {
    this.#countRemoved.run(generation, row, row);
  }

  sink(segment: number): SegmentSink {
    return {
      addBlock: (block, data) => void this.#addBlock.run(blockId(segment, block), data),
      addKey: (key: Key, block) => void this.#addKey.run(segment, keyBytes(key), block),
    };
  }
}
