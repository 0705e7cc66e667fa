import type { SqliteDatabase, SqliteStatement } from '@keelson/internal-sqlite/database';
import { type Entry, entriesOf, findIn } from './block.js';
import { type Key, keyBytes } from './key.js';
import { blockId } from './segments.js';

/** Reads blocks and keeps those read last. Blocks never change and their ids never come again. */
export class BlockCache {
  readonly #maxBytes: number;
  readonly #block: SqliteStatement;
  readonly #blockOf: SqliteStatement;
  readonly #after: SqliteStatement;
  readonly #blocks = new Map<number, Buffer>();
  #bytes = 0;

  constructor(database: SqliteDatabase, maxBytes: number) {
    this.#maxBytes = maxBytes;
    this.#block = database.prepare('SELECT data FROM search_blocks WHERE id = ?');
    this.#blockOf = database.prepare(
      'SELECT block FROM search_keys WHERE segment = ? AND key <= ? ORDER BY key DESC LIMIT 1',
    );
    this.#after = database.prepare(
      'SELECT key, block FROM search_keys WHERE segment = ? AND key > ? ORDER BY key LIMIT 1',
    );
  }

  read(segment: number, block: number): Buffer {
    return this.readId(blockId(segment, block));
  }

  readId(id: number): Buffer {
    const known = this.#blocks.get(id);
    if (known !== undefined) return known;
    const { data } = this.#block.get(id) as { data: Buffer };
    this.#blocks.set(id, data);
    this.#bytes += data.length;
    if (this.#bytes > this.#maxBytes) this.#evict();
    return data;
  }

  /** Forgets all, where what was read may have been undone with its transaction: then ids come again. */
  clear(): void {
    this.#blocks.clear();
    this.#bytes = 0;
  }

  /** In the order in which they were read: to keep account of every use costs more than it saves. */
  #evict(): void {
    for (const [oldest, { length }] of this.#blocks) {
      this.#blocks.delete(oldest);
      this.#bytes -= length;
      if (this.#bytes <= this.#maxBytes * 0.75) return;
    }
  }

  /** What a segment holds under a key. */
  find(segment: number, key: Buffer): Uint8Array | undefined {
    const row = this.#blockOf.get(segment, key) as { block: number } | undefined;
    return row && findIn(this.read(segment, row.block), key);
  }

  /** The entries from a key on, in order. Blocks are read as they are needed. */
  *from(segment: number, key: Key): Generator<Entry> {
    const start = keyBytes(key);
    let next = this.#blockOf.get(segment, start) as { key?: Buffer; block: number } | undefined;
    let last: Buffer = start;
    if (next === undefined) {
      next = this.#after.get(segment, start) as { key: Buffer; block: number } | undefined;
      last = next?.key ?? start;
    }
    while (next !== undefined) {
      for (const entry of entriesOf(this.read(segment, next.block))) if (entry.key >= key) yield entry;
      next = this.#after.get(segment, last) as { key: Buffer; block: number } | undefined;
      last = next?.key ?? last;
    }
  }
}
