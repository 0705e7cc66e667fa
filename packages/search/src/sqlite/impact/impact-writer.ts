import type { SqliteDatabase } from '@keelson/internal-sqlite/database';
import { MAX_LENGTH } from '../../ranking.js';
import type { DocumentKeys } from './document-keys.js';
import { type Generation, GenerationTable } from './generation.js';
import type { Key } from './key.js';
import { PostingList, WINDOW, windowOf } from './postings.js';
import { SegmentWriter } from './segment-writer.js';
import { SegmentTable } from './segments.js';
import { WindowWriter } from './windows.js';

/** A document on its way into the index. */
export interface IndexedDocument extends DocumentKeys {
  readonly row: number;
  readonly timestamp: number;
}

/** Adds documents to a generation and takes them out. Part of the caller's transaction. */
export class ImpactWriter {
  readonly #generations: GenerationTable;
  readonly #segments: SegmentTable;
  readonly #windows: WindowWriter;
  readonly #unit: number;
  readonly #list = new PostingList();

  constructor(database: SqliteDatabase, unit: number) {
    this.#generations = new GenerationTable(database);
    this.#segments = new SegmentTable(database);
    this.#windows = new WindowWriter(database);
    this.#unit = unit;
  }

  /** Writes documents as a segment. Their rows ascend, and are larger than any that the generation has. */
  add(generation: Generation, documents: readonly IndexedDocument[]): void {
    const [first, last] = [documents[0], documents.at(-1)];
    if (first === undefined || last === undefined) return;
    this.#windows.set(generation.id, generation.changes + 1, documents);
    const added = documents.reduce((sum, { length }) => sum + bounded(length), 0);
    this.#generations.count(generation.id, documents.length, added, last.row);

    const averageLength = Math.max(
      1,
      (generation.totalLength + added) / (generation.documents + documents.length),
    );
    const segment = {
      firstRow: first.row,
      lastRow: last.row,
      documents: documents.length,
      removed: 0,
      averageLength,
    };
    const id = this.#segments.create(generation.id, segment);
    const firstRow = windowOf(first.row) * WINDOW;
    const lengths = new Float32Array((windowOf(last.row) + 1) * WINDOW - firstRow);
    for (const { row, length } of documents) lengths[row - firstRow] = bounded(length) / averageLength;
    const writer = new SegmentWriter(this.#segments.sink(id), {
      ...segment,
      unit: this.#unit,
      lengths,
    });
    for (const [key, postings] of sorted(documents)) {
      this.#list.clear();
      for (let at = 0; at < postings.length; at += 2)
        this.#list.add(postings[at] as number, postings[at + 1] as number);
      writer.add(key, this.#list);
    }
    Array.from(writer.finish());
    this.#segments.publish(id);
  }

  /** Takes a document out. Its postings stay until their segment is merged; no search shows them. */
  remove(generation: Generation, row: number): void {
    const length = this.#windows.lengths(generation.id, windowOf(row))[row % WINDOW] ?? 0;
    if (length === 0) return;
    this.#windows.set(generation.id, generation.changes + 1, [{ row, length: null, timestamp: 0 }]);
    this.#generations.count(generation.id, -1, 1 - length, row);
    this.#segments.countRemoved(generation.id, row);
  }
}

/** What a window can store: one less than the bound of ranking. */
function bounded(length: number): number {
  return Math.min(length, MAX_LENGTH - 1);
}

/** Every key with its rows and codes in turn, keys in order. */
function* sorted(documents: readonly IndexedDocument[]): Generator<[Key, readonly number[]]> {
  const postings = new Map<Key, number[]>();
  for (const { row, codes } of documents) {
    for (const [key, code] of codes) {
      const list = postings.get(key);
      if (list === undefined) postings.set(key, [row, code]);
      else list.push(row, code);
    }
  }
  // The default order of strings is that of their characters, which are bytes here.
  for (const key of [...postings.keys()].sort()) yield [key, postings.get(key) as number[]];
}
