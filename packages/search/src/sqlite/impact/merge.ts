import type { SqliteDatabase } from '@keelson/internal-sqlite/database';
import type { Entry } from './block.js';
import type { BlockCache } from './block-cache.js';
import { ByteReader } from './bytes.js';
import { isDerived } from './key.js';
import { readBody, type RelativeLengths } from './postings-body.js';
import { PostingList, readChunk, WINDOW, windowOf } from './postings.js';
import { SegmentWriter } from './segment-writer.js';
import { type Segment, SegmentTable } from './segments.js';
import { WindowWriter } from './windows.js';

/** What a merge reads and where it writes. */
export interface MergePlan {
  readonly generation: number;
  /** Neighbours in the order of their rows. */
  readonly sources: readonly Segment[];
  readonly averageLength: number;
  readonly unit: number;
  /** The row of the segment that is being built. */
  readonly target: number;
}

/**
 * Writes the postings of neighbouring segments as one segment, without those of documents that are gone.
 * It yields every few thousand postings, so that the caller can commit and give way.
 */
export function* merge(
  database: SqliteDatabase,
  cache: BlockCache,
  plan: MergePlan,
): Generator<void, number> {
  const { generation, sources, averageLength, unit, target } = plan;
  const [firstRow, lastRow] = [sources[0]?.firstRow ?? 0, sources.at(-1)?.lastRow ?? 0];
  const firstWindow = windowOf(firstRow);
  const lengths = new Float32Array((windowOf(lastRow) + 1 - firstWindow) * WINDOW).fill(-1);
  const windows = new WindowWriter(database);
  for (let window = firstWindow; window <= windowOf(lastRow); window += 1) {
    for (const [place, length] of windows.lengths(generation, window).entries()) {
      if (length > 0) lengths[(window - firstWindow) * WINDOW + place] = (length - 1) / averageLength;
    }
    if (window % 64 === 0) yield;
  }
  const writer = new SegmentWriter(new SegmentTable(database).sink(target), {
    firstRow,
    lastRow,
    unit,
    lengths,
  });

  const cursors = sources.map((source) => new Cursor(cache, source));
  const list = new PostingList();
  let work = 0;
  for (;;) {
    let key: string | undefined;
    for (const { entry } of cursors) {
      if (entry !== undefined && (key === undefined || entry.key < key)) key = entry.key;
    }
    if (key === undefined) break;
    list.clear();
    for (const cursor of cursors) {
      if (cursor.entry?.key !== key) continue;
      if (!isDerived(key)) cursor.readInto(list, lengths, firstWindow * WINDOW);
      cursor.next();
    }
    if (list.count > 0) writer.add(key, list);
    work += list.count + 8;
    if (work > 2_000) {
      work = 0;
      yield;
    }
  }
  yield;
  yield* writer.finish();
  return writer.blocks;
}

/** A place in the keys of one segment. */
class Cursor {
  readonly #cache: BlockCache;
  readonly #segment: Segment;
  readonly #entries: Generator<Entry>;
  entry: Entry | undefined;

  constructor(cache: BlockCache, segment: Segment) {
    this.#cache = cache;
    this.#segment = segment;
    this.#entries = cache.from(segment.id, '');
    this.next();
  }

  next(): void {
    const next = this.#entries.next();
    this.entry = next.done === true ? undefined : next.value;
  }

  /** Adds the postings of documents that are not gone. */
  readInto(list: PostingList, lengths: RelativeLengths, lengthsFrom: number): void {
    const { id, firstRow } = this.#segment;
    const read = (block: number) => this.#cache.read(id, block);
    readBody(this.entry?.body ?? new Uint8Array(), windowOf(firstRow), read).forEachWindow(
      (window, _bound, source, offset) => {
        const first = window * WINDOW;
        readChunk(
          new ByteReader(typeof source === 'number' ? read(source) : source, offset),
          (place, code) => {
            if ((lengths[first + place - lengthsFrom] as number) >= 0) list.add(first + place, code);
          },
        );
      },
    );
  }
}
