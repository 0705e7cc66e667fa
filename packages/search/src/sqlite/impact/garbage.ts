import type { SqliteDatabase, SqliteStatement } from '@keelson/internal-sqlite/database';
import { Statements } from '../statements.js';
import { blockId } from './segments.js';

/** A merge that made no step for this long belongs to a process that ended. */
const ABANDONED_MS = 60_000;
/** Rows deleted in one step. */
const STEP_ROWS = 256;

/** Deletes what no search reads any more: dropped segments, abandoned merges, dropped generations. */
export class Garbage {
  readonly #statements: Statements;
  readonly #any: SqliteStatement;
  readonly #abandon: SqliteStatement;
  readonly #segment: SqliteStatement;
  readonly #generation: SqliteStatement;

  constructor(database: SqliteDatabase) {
    this.#statements = new Statements(database);
    this.#any = database.prepare(
      `SELECT 1 FROM search_segments WHERE state <> 'live' UNION ALL
       SELECT 1 FROM search_generations WHERE state = 'dropped' LIMIT 1`,
    );
    this.#abandon = database.prepare(
      `UPDATE search_segments SET state = 'dropped' WHERE state = 'building' AND touched < ?`,
    );
    this.#segment = database.prepare(`SELECT id FROM search_segments WHERE state = 'dropped' LIMIT 1`);
    this.#generation = database.prepare(`SELECT id FROM search_generations WHERE state = 'dropped' LIMIT 1`);
  }

  /** Whether there is something to delete, or a merge that may have been abandoned. */
  exists(): boolean {
    return this.#any.get() !== undefined;
  }

  /** Deletes until about `end`, a time of `performance.now`. Returns whether there is more. */
  collect(end: number): boolean {
    this.#abandon.run(Date.now() - ABANDONED_MS);
    while (this.#step()) if (performance.now() >= end) return true;
    return false;
  }

  #step(): boolean {
    const segment = this.#segment.get() as { id: number } | undefined;
    if (segment !== undefined) {
      this.#deleteSegment(segment.id);
      return true;
    }
    const generation = this.#generation.get() as { id: number } | undefined;
    if (generation !== undefined) this.#deleteGeneration(generation.id);
    return generation !== undefined;
  }

  #deleteSegment(segment: number): void {
    const keys = this.#run(
      'DELETE FROM search_keys WHERE segment = ? AND key IN (SELECT key FROM search_keys WHERE segment = ? LIMIT ?)',
      segment,
      segment,
    );
    const blocks = this.#run(
      'DELETE FROM search_blocks WHERE id IN (SELECT id FROM search_blocks WHERE id >= ? AND id < ? LIMIT ?)',
      blockId(segment, 0),
      blockId(segment + 1, 0),
    );
    if (keys + blocks === 0)
      this.#statements.prepare('DELETE FROM search_segments WHERE id = ?').run(segment);
  }

  #deleteGeneration(generation: number): void {
    const windows = this.#run(
      'DELETE FROM search_windows WHERE id IN (SELECT id FROM search_windows WHERE generation = ? LIMIT ?)',
      generation,
    );
    if (windows === 0) {
      this.#statements.prepare('DELETE FROM search_generations WHERE id = ?').run(generation);
    }
  }

  #run(sql: string, ...parameters: number[]): number {
    return this.#statements.prepare(sql).run(...parameters, STEP_ROWS).changes;
  }
}
