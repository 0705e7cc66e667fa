import type { SqliteDatabase, SqliteStatement } from '@keelson/internal-sqlite/database';
import { BlockBuilder, entriesOf } from './block.js';
import { ByteReader } from './bytes.js';
import { isTerm, type Key, keyBytes, spellingKey } from './key.js';
import { isFar, readBody, writeBody } from './postings-body.js';
import { PostingList, readChunk, WINDOW, windowOf } from './postings.js';
import { blockId, type Segment, SegmentTable } from './segments.js';
import { spellingBlocks } from './spelling.js';

/**
 * Removes the words of a document from the segment that holds them, for hosts that delete for good.
 * Words of so many documents that their postings lie in blocks of their own stay: they tell nothing of one document.
 */
export class Eraser {
  readonly #segments: SegmentTable;
  readonly #blockOf: SqliteStatement;
  readonly #read: SqliteStatement;
  readonly #write: SqliteStatement;
  readonly #deleteKey: SqliteStatement;
  readonly #addKey: SqliteStatement;

  constructor(database: SqliteDatabase) {
    this.#segments = new SegmentTable(database);
    this.#blockOf = database.prepare(
      'SELECT key, block FROM search_keys WHERE segment = ? AND key <= ? ORDER BY key DESC LIMIT 1',
    );
    this.#read = database.prepare('SELECT data FROM search_blocks WHERE id = ?');
    this.#write = database.prepare('UPDATE search_blocks SET data = ? WHERE id = ?');
    this.#deleteKey = database.prepare('DELETE FROM search_keys WHERE segment = ? AND key = ?');
    this.#addKey = database.prepare('INSERT INTO search_keys (segment, key, block) VALUES (?, ?, ?)');
  }

  /** Erases the keys of one document. A merge that may have copied them already is given up. */
  erase(generation: number, row: number, keys: Iterable<Key>, unit: number): void {
    this.#segments.dropBuilding(generation, row);
    const segment = this.#segments
      .live(generation)
      .find(({ firstRow, lastRow }) => firstRow <= row && row <= lastRow);
    if (segment === undefined) return;
    for (const key of keys) this.#eraseKey(segment, key, row, unit);
  }

  #eraseKey(segment: Segment, key: Key, row: number, unit: number): void {
    const place = this.#blockOf.get(segment.id, keyBytes(key)) as { key: Buffer; block: number } | undefined;
    if (place === undefined) return;
    const builder = new BlockBuilder();
    let isGone = false;
    for (const entry of entriesOf(this.#data(segment, place.block))) {
      const body = entry.key === key ? without(segment, entry.body, row, unit) : entry.body;
      if (body === undefined) isGone = true;
      else builder.add(entry.key, body);
    }
    // An empty block stays, under its key, unless that is the word to be erased.
    const first = builder.isEmpty ? undefined : builder.first;
    this.#write.run(builder.take(), blockId(segment.id, place.block));
    if (place.key.toString('latin1') !== first) {
      this.#deleteKey.run(segment.id, place.key);
      if (first !== undefined) this.#addKey.run(segment.id, keyBytes(first), place.block);
    }
    if (isGone && isTerm(key)) this.#eraseSpelling(segment, key);
  }

  /** Overwrites a word in the list of words, in each block that holds a part of it. */
  #eraseSpelling(segment: Segment, word: Key): void {
    const key = keyBytes(spellingKey(word.length));
    const place = this.#blockOf.get(segment.id, key) as { block: number } | undefined;
    if (place === undefined) return;
    for (const { key: found, body } of entriesOf(this.#data(segment, place.block))) {
      if (found !== key.toString('latin1')) continue;
      const blocks = spellingBlocks(body);
      const bytes = Buffer.concat(blocks.map((block) => this.#data(segment, block)));
      const size = word.length + 1;
      for (let at = 0; at < bytes.length; at += size) {
        if (bytes.toString('latin1', at, at + word.length) === word) bytes.fill(0, at, at + size);
      }
      let from = 0;
      for (const block of blocks) {
        const { length } = this.#data(segment, block);
        this.#write.run(bytes.subarray(from, from + length), blockId(segment.id, block));
        from += length;
      }
    }
  }

  #data(segment: Segment, block: number): Buffer {
    return (this.#read.get(blockId(segment.id, block)) as { data: Buffer }).data;
  }
}

/** The body without one row, or undefined if no other is left. */
function without(
  { firstRow, lastRow }: Segment,
  body: Uint8Array,
  row: number,
  unit: number,
): Uint8Array | undefined {
  if (isFar(body)) return body;
  const list = new PostingList();
  readBody(body, windowOf(firstRow), () => body).forEachWindow((window, _bound, source, offset) => {
    readChunk(new ByteReader(source as Uint8Array, offset), (place, code) => {
      const each = window * WINDOW + place;
      if (each !== row) list.add(each, code);
    });
  });
  if (list.count === 0) return undefined;
  // Bounds as if every document were empty: too high is safe, and the next merge knows better.
  const lengths = new Float32Array(WINDOW * (windowOf(lastRow) - windowOf(firstRow) + 1));
  return writeBody(list, list.count, windowOf(firstRow), lengths, unit, () => 0);
}
