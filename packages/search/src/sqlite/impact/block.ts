import { ByteReader, ByteWriter } from './bytes.js';
import type { Key } from './key.js';

/** Two blocks fit a page of SQLite with their row headers. */
export const BLOCK_BYTES = 2000;

/** An entry of a dictionary block: a key and the bytes that belong to it. */
export interface Entry {
  readonly key: Key;
  readonly body: Uint8Array;
}

/**
 * Packs sorted entries into blocks. A key is written as the length that it shares with the one before, and the rest;
 * the first key of a block is whole.
 */
export class BlockBuilder {
  readonly #writer = new ByteWriter();
  #first: Key = '';
  #last: Key = '';

  get first(): Key {
    return this.#first;
  }

  get isEmpty(): boolean {
    return this.#writer.length === 0;
  }

  /** Whether the entry still fits; an empty block takes an entry of any size. */
  fits(key: Key, body: Uint8Array): boolean {
    return this.isEmpty || this.#writer.length + key.length + body.length + 8 <= BLOCK_BYTES;
  }

  add(key: Key, body: Uint8Array): void {
    const shared = this.isEmpty ? 0 : sharedLength(this.#last, key);
    if (this.isEmpty) this.#first = key;
    this.#writer.varint(shared);
    this.#writer.varint(key.length - shared);
    this.#writer.latin1(shared === 0 ? key : key.slice(shared));
    this.#writer.varint(body.length);
    this.#writer.bytes(body);
    this.#last = key;
  }

  take(): Buffer {
    return this.#writer.take();
  }
}

/** The entries of a block in order. */
export function* entriesOf(block: Buffer): Generator<Entry> {
  const reader = new ByteReader(block);
  let key = '';
  while (reader.at < block.length) {
    const shared = reader.varint();
    const length = reader.varint();
    const rest = block.toString('latin1', reader.at, reader.at + length);
    key = shared === 0 ? rest : key.slice(0, shared) + rest;
    reader.at += length;
    const size = reader.varint();
    yield { key, body: block.subarray(reader.at, reader.at + size) };
    reader.at += size;
  }
}

/** The body of one key, or undefined. Makes no string: `matched` is how much of the key agrees so far. */
export function findIn(block: Buffer, key: Buffer): Uint8Array | undefined {
  const reader = new ByteReader(block);
  let matched = 0;
  while (reader.at < block.length) {
    const shared = reader.varint();
    const length = reader.varint();
    const start = reader.at;
    reader.at += length;
    const size = reader.varint();
    // Less in common with its neighbour than that had with the key: all further keys are larger.
    if (shared < matched) return undefined;
    if (shared === matched) {
      let at = 0;
      while (at < length && matched < key.length && block[start + at] === key[matched]) {
        at += 1;
        matched += 1;
      }
      if (at === length && matched === key.length) return block.subarray(reader.at, reader.at + size);
      if (
        at < length &&
        (matched === key.length || (block[start + at] as number) > (key[matched] as number))
      ) {
        return undefined;
      }
    }
    reader.at += size;
  }
  return undefined;
}

function sharedLength(a: Key, b: Key): number {
  const most = Math.min(a.length, b.length);
  let at = 0;
  while (at < most && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at;
}
