import type { SqliteDatabase } from '@keelson/internal-sqlite/database';
import type { SimilarTerm } from '../../adapter.js';
import { BlockCache } from './block-cache.js';
import { type Generation, GenerationTable } from './generation.js';
import type { Key } from './key.js';
import { windowOf } from './postings.js';
import { RankedSearch, type RankOptions, type RankResult, type SearchPlan } from './ranked-search.js';
import { type Segment, SegmentTable } from './segments.js';
import { Spelling } from './spelling.js';
import { Stream } from './stream.js';
import { WindowCache } from './window-cache.js';

const CACHE_BYTES = 12 * 1024 * 1024;

/** The index of a collection as one transaction sees it. */
export interface Snapshot {
  readonly generation: Generation;
  /** At least 1. */
  readonly averageLength: number;
  /** The postings of a key, or of all keys that begin with it. The same object for the same key. */
  stream(key: Key, prefix: boolean): Stream;
  /** Words at most so many edits away, the likeliest first, whoever's documents they are in. */
  similar(term: string, maxEdits: number, limit: number): readonly SimilarTerm[];
  rank(
    plan: SearchPlan,
    options: Pick<RankOptions, 'limit' | 'maxCount' | 'recency' | 'times' | 'isOver'>,
  ): RankResult;
}

/** Reads the impact index of one collection. */
export class ImpactReader {
  readonly #collection: string;
  readonly #unit: number;
  readonly #generations: GenerationTable;
  readonly #segments: SegmentTable;
  readonly #blocks: BlockCache;
  readonly #windows: WindowCache;
  readonly #spelling: Spelling;

  constructor(database: SqliteDatabase, collection: string, unit: number) {
    this.#collection = collection;
    this.#unit = unit;
    this.#generations = new GenerationTable(database);
    this.#segments = new SegmentTable(database);
    this.#blocks = new BlockCache(database, CACHE_BYTES);
    this.#windows = new WindowCache(database);
    this.#spelling = new Spelling(this.#blocks);
  }

  snapshot(): Snapshot {
    // A collection is made together with its first generation.
    const generation = this.#generations.find(this.#collection, 'live') as Generation;
    const segments: readonly Segment[] = this.#segments.live(generation.id);
    const averageLength = Math.max(1, generation.totalLength / Math.max(1, generation.documents));
    const windows = windowOf(generation.lastRow) + 1;
    this.#windows.refresh(generation, windows);
    const streams = new Map<string, Stream>();
    return {
      generation,
      averageLength,
      stream: (key, prefix) => {
        const name = prefix ? `${key}*` : key;
        let stream = streams.get(name);
        if (stream === undefined) {
          streams.set(name, (stream = new Stream(this.#blocks, windows)));
          stream.open(segments, key, prefix, averageLength);
        }
        return stream;
      },
      similar: (term, maxEdits, limit) => this.#spelling.similar(segments, term, maxEdits, limit),
      rank: (plan, options) =>
        new RankedSearch(plan, this.#windows, { ...options, unit: this.#unit, averageLength, windows }).run(),
    };
  }
}
