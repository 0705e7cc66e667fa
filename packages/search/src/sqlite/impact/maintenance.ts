import type { SqliteDatabase, SqliteStatement } from '@keelson/internal-sqlite/database';
import { BlockCache } from './block-cache.js';
import type { Generation } from './generation.js';
import { merge } from './merge.js';
import { type Segment, SegmentTable } from './segments.js';

/** This many neighbours of about one size become one segment. A word is looked up once a segment. */
const FAN_IN = 12;
/** Segments of a generation that has kept up are fewer. */
const BEHIND = 5 * FAN_IN;
/** A segment is written anew by itself when this part of its documents is gone: frequencies count them until then. */
const MOSTLY_REMOVED = 1 / 4;
const CACHE_BYTES = 4 * 1024 * 1024;

/** A merge under way in this process. */
interface Running {
  readonly generation: number;
  readonly sources: readonly Segment[];
  readonly target: number;
  /** A random number: an id that was undone with its transaction comes again. */
  readonly owner: number;
  readonly steps: Generator<void, number>;
  /** Counts the steps; what is stored tells whether they were committed. */
  stepsTaken: number;
}

/**
 * Merges segments, a few milliseconds at a time, as part of the caller's transaction.
 * Any process may do it, and be killed while it does.
 */
export class Maintenance {
  readonly #database: SqliteDatabase;
  readonly #segments: SegmentTable;
  readonly #cache: BlockCache;
  readonly #steps: SqliteStatement;
  readonly #own: SqliteStatement;
  readonly #touch: SqliteStatement;
  readonly #drop: SqliteStatement;
  #running: Running[] = [];
  /** Merges that came to nothing. Their targets are dropped again and again until that was committed. */
  #failed: Running[] = [];

  constructor(database: SqliteDatabase) {
    this.#database = database;
    this.#segments = new SegmentTable(database);
    this.#cache = new BlockCache(database, CACHE_BYTES);
    this.#steps = database.prepare(
      `SELECT steps FROM search_segments WHERE id = ? AND owner = ? AND state = 'building'`,
    );
    this.#own = database.prepare('UPDATE search_segments SET owner = ?, touched = ? WHERE id = ?');
    this.#touch = database.prepare(
      'UPDATE search_segments SET touched = ?, steps = ? WHERE id = ? AND owner = ?',
    );
    this.#drop = database.prepare(
      `UPDATE search_segments SET state = 'dropped' WHERE id = ? AND owner = ? AND state = 'building'`,
    );
  }

  /** Whether there are so many segments that searches suffer. */
  isBehind(generation: Generation): boolean {
    return this.#segments.live(generation.id).length > BEHIND;
  }

  /** Works on a generation until about `end`, a time of `performance.now`. Returns whether there is more to do. */
  step(generation: Generation, unit: number, end: number): boolean {
    this.#cache.clear();
    const running = this.#current(generation, unit);
    if (running === undefined) return false;
    try {
      do {
        if (running.steps.next().done === true) {
          this.#finish(running);
          return true;
        }
      } while (performance.now() < end);
    } catch (error) {
      // A generator that has thrown says at the next step that it is done, and it is not.
      this.#giveUp(running);
      throw error;
    }
    running.stepsTaken += 1;
    // Those that wait are alive too.
    for (const { target, owner, stepsTaken } of this.#running) {
      this.#touch.run(Date.now(), stepsTaken, target, owner);
    }
    return true;
  }

  /** The smallest merge there is to do: large ones wait, or small segments would pile up meanwhile. */
  #current(generation: Generation, unit: number): Running | undefined {
    const live = this.#segments.live(generation.id);
    const ids = new Set(live.map(({ id }) => id));
    const known = this.#running.filter((each) => each.generation === generation.id);
    for (const each of known) if (!this.#isValid(each, ids)) this.#giveUp(each);
    const [smallest] = known.filter((each) => this.#running.includes(each)).sort(bySize);
    // What is merged here or by another process is left alone.
    const building = this.#segments.building(generation.id);
    const isBusy = ({ firstRow, lastRow }: Segment) =>
      building.some((each) => each.firstRow <= lastRow && firstRow <= each.lastRow);
    const next = mergeable(live, isBusy);
    if (next.length === 0 || (smallest !== undefined && documentsIn(smallest.sources) <= documentsIn(next))) {
      return smallest;
    }
    return this.#plan(generation, unit, next);
  }

  /** Whether the last step of a merge was committed, and nobody else got there first. */
  #isValid({ target, owner, stepsTaken, sources }: Running, live: ReadonlySet<number>): boolean {
    const row = this.#steps.get(target, owner) as { steps: number } | undefined;
    return row?.steps === stepsTaken && sources.every(({ id }) => live.has(id));
  }

  #giveUp(running: Running): void {
    this.#forget(running);
    this.#failed.push(running);
    this.#drop.run(running.target, running.owner);
  }

  /** Drops what failed merges left, until that is seen to be committed: once a write, before anything else. */
  dropFailed(): void {
    this.#failed = this.#failed.filter(({ target, owner }) => this.#steps.get(target, owner) !== undefined);
    for (const { target, owner } of this.#failed) this.#drop.run(target, owner);
  }

  #plan(generation: Generation, unit: number, sources: readonly Segment[]): Running {
    const averageLength = Math.max(1, generation.totalLength / Math.max(1, generation.documents));
    const target = this.#segments.create(generation.id, {
      firstRow: sources[0]?.firstRow ?? 0,
      lastRow: sources.at(-1)?.lastRow ?? 0,
      documents: documentsIn(sources),
      removed: 0,
      averageLength,
    });
    const owner = Math.floor(Math.random() * Number.MAX_SAFE_INTEGER);
    this.#own.run(owner, Date.now(), target);
    const plan = { generation: generation.id, sources, averageLength, unit, target };
    const steps = merge(this.#database, this.#cache, plan);
    const running = { generation: generation.id, sources, target, owner, steps, stepsTaken: 0 };
    this.#running.push(running);
    return running;
  }

  #finish(merged: Running): void {
    this.#forget(merged);
    this.#segments.replace(merged.sources, merged.target);
  }

  #forget(running: Running): void {
    this.#running = this.#running.filter((each) => each !== running);
  }
}

/** The smallest free neighbours of which there are enough, else a segment that has lost too many documents, else none. */
function mergeable(segments: readonly Segment[], isBusy: (segment: Segment) => boolean): readonly Segment[] {
  const sizes = segments.map((segment) =>
    isBusy(segment) ? Infinity : Math.floor(Math.log(Math.max(1, documentsIn([segment]))) / Math.log(FAN_IN)),
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
  return segments
    .filter((_, at) => sizes[at] !== Infinity)
    .filter(({ documents, removed }) => removed > documents * MOSTLY_REMOVED)
    .slice(0, 1);
}

/** Without those that are gone. */
function documentsIn(segments: readonly Segment[]): number {
  return segments.reduce((sum, { documents, removed }) => sum + Math.max(0, documents - removed), 0);
}

function bySize(a: Running, b: Running): number {
  return documentsIn(a.sources) - documentsIn(b.sources);
}
