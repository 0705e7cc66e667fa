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
  /** The average length when its bounds were computed. */
  readonly averageLength: number;
}

/** The rows of segments and their blocks. A segment is `building`, then `live`, then `dropped`: its blocks may be deleted. */
export class SegmentTable {
  readonly #live: SqliteStatement;
  readonly #create: SqliteStatement;
  readonly #publish: SqliteStatement;
  readonly #drop: SqliteStatement;
  readonly #addBlock: SqliteStatement;
  readonly #addKey: SqliteStatement;

  constructor(database: SqliteDatabase) {
    this.#live = database.prepare(
      `SELECT id, first_row AS firstRow, last_row AS lastRow, documents, average_length AS averageLength
       FROM search_segments WHERE generation = ? AND state = 'live' ORDER BY first_row`,
    );
    this.#create = database.prepare(
      `INSERT INTO search_segments (generation, state, first_row, last_row, documents, average_length, touched, blocks)
       VALUES (?, 'building', ?, ?, ?, ?, 0, 0)`,
    );
    this.#publish = database.prepare(`UPDATE search_segments SET state = 'live' WHERE id = ?`);
    this.#drop = database.prepare(`UPDATE search_segments SET state = 'dropped' WHERE id = ?`);
    this.#addBlock = database.prepare('INSERT INTO search_blocks (id, data) VALUES (?, ?)');
    this.#addKey = database.prepare('INSERT INTO search_keys (segment, key, block) VALUES (?, ?, ?)');
  }

  /** The segments that answer searches, in the order of their rows. */
  live(generation: number): readonly Segment[] {
    return this.#live.all(generation) as Segment[];
  }

  create(generation: number, segment: Omit<Segment, 'id'>): number {
    const { firstRow, lastRow, documents, averageLength } = segment;
    return Number(this.#create.run(generation, firstRow, lastRow, documents, averageLength).lastInsertRowid);
  }

  publish(segment: number): void {
    this.#publish.run(segment);
  }

  drop(segment: number): void {
    this.#drop.run(segment);
  }

  sink(segment: number): SegmentSink {
    return {
      addBlock: (block, data) => void this.#addBlock.run(blockId(segment, block), data),
      addKey: (key: Key, block) => void this.#addKey.run(segment, keyBytes(key), block),
    };
  }
}
