import type { SqliteDatabase, SqliteStatement } from '@keelson/internal-sqlite/database';
import { BlockCache } from './block-cache.js';
import type { Generation } from './generation.js';
import { merge } from './merge.js';
import { blockId, type Segment, SegmentTable } from './segments.js';

/** This many neighbours of about one size become one segment. A word is looked up once a segment. */
const FAN_IN = 12;
/** Segments of a generation that has kept up are fewer. */
const BEHIND = 5 * FAN_IN;
/** A merge that made no step for this long belongs to a process that ended. */
const ABANDONED_MS = 60_000;
/** Rows deleted in one step. */
const DELETE_ROWS = 256;
const CACHE_BYTES = 4 * 1024 * 1024;

/** A merge under way in this process. */
interface Running {
  readonly generation: number;
  readonly sources: readonly Segment[];
  readonly target: number;
  readonly steps: Generator<void, number>;
  /** Counts the steps; what is stored tells whether they were committed. */
  stepsTaken: number;
}

/**
 * Merges segments and deletes what is no longer used, a few milliseconds at a time, as part of the caller's transaction.
 * Any process may do it, and be killed while it does.
 */
export class Maintenance {
  readonly #database: SqliteDatabase;
  readonly #segments: SegmentTable;
  readonly #cache: BlockCache;
  readonly #state: SqliteStatement;
  readonly #touch: SqliteStatement;
  readonly #abandoned: SqliteStatement;
  readonly #dropped: SqliteStatement;
  readonly #droppedGeneration: SqliteStatement;
  #running: Running[] = [];

  constructor(database: SqliteDatabase) {
    this.#database = database;
    this.#segments = new SegmentTable(database);
    this.#cache = new BlockCache(database, CACHE_BYTES);
    this.#state = database.prepare('SELECT state, blocks FROM search_segments WHERE id = ?');
    this.#touch = database.prepare('UPDATE search_segments SET touched = ?, blocks = ? WHERE id = ?');
    this.#abandoned = database.prepare(
      `UPDATE search_segments SET state = 'dropped' WHERE state = 'building' AND touched < ?`,
    );
    this.#dropped = database.prepare(`SELECT id FROM search_segments WHERE state = 'dropped' LIMIT 1`);
    this.#droppedGeneration = database.prepare(
      `SELECT id FROM search_generations WHERE state = 'dropped' LIMIT 1`,
    );
  }

  /** Whether there are so many segments that searches suffer. */
  isBehind(generation: Generation): boolean {
    return this.#segments.live(generation.id).length > BEHIND;
  }

  /** Works on a generation until about `end`, a time of `performance.now`. Returns whether there is more to do. */
  step(generation: Generation, unit: number, end: number): boolean {
    const running = this.#current(generation, unit);
    if (running === undefined) return false;
    for (;;) {
      const { done } = running.steps.next();
      if (done === true) {
        this.#finish(running);
        return true;
      }
      if (performance.now() >= end) break;
    }
    running.stepsTaken += 1;
    this.#touch.run(Date.now(), running.stepsTaken, running.target);
    return true;
  }

  /** The smallest merge there is to do: large ones wait, or small segments would pile up meanwhile. */
  #current(generation: Generation, unit: number): Running | undefined {
    const live = this.#segments.live(generation.id);
    const ids = new Set(live.map(({ id }) => id));
    this.#running = this.#running.filter(
      (each) => each.generation !== generation.id || this.#isValid(each, ids),
    );
    const running = this.#running.filter((each) => each.generation === generation.id).sort(bySize);
    const busy = new Set(running.flatMap(({ sources }) => sources.map(({ id }) => id)));
    const next = mergeable(live, busy);
    const [smallest] = running;
    if (next.length === 0 || (smallest !== undefined && documentsIn(smallest.sources) <= documentsIn(next))) {
      return smallest;
    }
    const planned = this.#plan(generation, unit, next);
    this.#running.push(planned);
    return planned;
  }

  /** Whether the last step of a merge was committed, and nobody else got there first. */
  #isValid({ target, stepsTaken, sources }: Running, live: ReadonlySet<number>): boolean {
    const row = this.#state.get(target) as { state: string; blocks: number } | undefined;
    if (row?.state !== 'building') return false;
    if (row.blocks === stepsTaken && sources.every(({ id }) => live.has(id))) return true;
    this.#segments.drop(target);
    return false;
  }

  #plan(generation: Generation, unit: number, sources: readonly Segment[]): Running {
    const averageLength = Math.max(1, generation.totalLength / Math.max(1, generation.documents));
    const target = this.#segments.create(generation.id, {
      firstRow: sources[0]?.firstRow ?? 0,
      lastRow: sources.at(-1)?.lastRow ?? 0,
      documents: documentsIn(sources),
      averageLength,
    });
    this.#touch.run(Date.now(), 0, target);
    const plan = { generation: generation.id, sources, averageLength, unit, target };
    const steps = merge(this.#database, this.#cache, plan);
    return { generation: generation.id, sources, target, steps, stepsTaken: 0 };
  }

  #finish(merged: Running): void {
    this.#running = this.#running.filter((each) => each !== merged);
    for (const { id } of merged.sources) this.#segments.drop(id);
    this.#segments.publish(merged.target);
  }

  /** Deletes rows that nobody reads any more until about `end`. Returns whether there are others. */
  deleteDropped(end: number): boolean {
    this.#abandoned.run(Date.now() - ABANDONED_MS);
    while (this.#deleteSome()) if (performance.now() >= end) return true;
    return false;
  }

  #deleteSome(): boolean {
    const segment = this.#dropped.get() as { id: number } | undefined;
    if (segment !== undefined) {
      this.#deleteSegment(segment.id);
      return true;
    }
    const generation = this.#droppedGeneration.get() as { id: number } | undefined;
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
    if (keys + blocks === 0) this.#database.prepare('DELETE FROM search_segments WHERE id = ?').run(segment);
  }

  #deleteGeneration(generation: number): void {
    const windows = this.#run(
      'DELETE FROM search_windows WHERE id IN (SELECT id FROM search_windows WHERE generation = ? LIMIT ?)',
      generation,
    );
    if (windows === 0) this.#database.prepare('DELETE FROM search_generations WHERE id = ?').run(generation);
  }

  #run(sql: string, ...parameters: number[]): number {
    return this.#database.prepare(sql).run(...parameters, DELETE_ROWS).changes;
  }
}

/** The smallest neighbours of which there are enough and none is being merged, or none. */
function mergeable(segments: readonly Segment[], busy: ReadonlySet<number>): readonly Segment[] {
  const sizes = segments.map(({ id, documents }) =>
    busy.has(id) ? Infinity : Math.floor(Math.log(Math.max(1, documents)) / Math.log(FAN_IN)),
  );
  const largest = Math.max(-1, ...sizes.filter(Number.isFinite));
  for (let size = 0; size <= largest; size += 1) {
    let start = 0;
    for (let at = 0; at <= segments.length; at += 1) {
      if (at < segments.length && (sizes[at] as number) <= size) continue;
      if (at - start >= FAN_IN) return segments.slice(start, Math.min(at, start + 2 * FAN_IN));
      start = at + 1;
    }
  }
  return [];
}

function documentsIn(segments: readonly Segment[]): number {
  return segments.reduce((sum, { documents }) => sum + documents, 0);
}

function bySize(a: Running, b: Running): number {
  return documentsIn(a.sources) - documentsIn(b.sources);
}
