import type { ByteReader, ByteWriter } from './bytes.js';

/** Rows of a window: a row's place in it is one byte, and a window has one bound of what its documents can score. */
export const WINDOW = 256;
/** From this many documents on, a bitmap is smaller than a byte each. */
const BITMAP_FROM = 32;

/** The window of a row. */
export function windowOf(row: number): number {
  return Math.floor(row / WINDOW);
}

/** Rows in ascending order, and how often a term occurs in each, as a code of 1 to 255. */
export class PostingList {
  rows = new Int32Array(64);
  codes = new Uint8Array(64);
  count = 0;

  add(row: number, code: number): void {
    if (this.count === this.rows.length) this.#grow();
    this.rows[this.count] = row;
    this.codes[this.count] = code;
    this.count += 1;
  }

  clear(): void {
    this.count = 0;
  }

  #grow(): void {
    const [rows, codes] = [this.rows, this.codes];
    this.rows = new Int32Array(rows.length * 2);
    this.codes = new Uint8Array(rows.length * 2);
    this.rows.set(rows);
    this.codes.set(codes);
  }
}

/** How the codes of a chunk are written. */
const ALL_ONE = 0;
const NIBBLES = 1;
const BYTES = 2;

/**
 * Writes the postings `[from, to)`, all of one window. The first byte tells how: two bits for the codes,
 * one for a bitmap, five for the count less one where there is none.
 */
export function writeChunk(writer: ByteWriter, list: PostingList, from: number, to: number): void {
  const count = to - from;
  let largest = 1;
  for (let at = from; at < to; at += 1) largest = Math.max(largest, list.codes[at] as number);
  const mode = largest === 1 ? ALL_ONE : largest < 16 ? NIBBLES : BYTES;
  if (count < BITMAP_FROM) {
    writer.byte((mode << 6) | (count - 1));
    for (let at = from; at < to; at += 1) writer.byte((list.rows[at] as number) & 0xff);
  } else {
    writer.byte((mode << 6) | 0x20);
    const bitmap = new Uint8Array(WINDOW / 8);
    for (let at = from; at < to; at += 1) {
      const place = (list.rows[at] as number) & 0xff;
      bitmap[place >>> 3] = (bitmap[place >>> 3] as number) | (1 << (place & 7));
    }
    writer.bytes(bitmap);
  }
  if (mode === NIBBLES) {
    for (let at = from; at < to; at += 2) {
      const second = at + 1 < to ? (list.codes[at + 1] as number) : 0;
      writer.byte((list.codes[at] as number) | (second << 4));
    }
  } else if (mode === BYTES) {
    for (let at = from; at < to; at += 1) writer.byte(list.codes[at] as number);
  }
}

/** Calls `visit` with each place and code of the chunk that begins at the reader, and leaves the reader after it. */
export function readChunk(reader: ByteReader, visit: (place: number, code: number) => void): void {
  const { bytes } = reader;
  const header = reader.byte();
  const mode = header >>> 6;
  let places: Uint8Array;
  if ((header & 0x20) === 0) {
    places = bytes.subarray(reader.at, reader.at + (header & 0x1f) + 1);
    reader.at += places.length;
  } else {
    places = placesOf(bytes, reader.at);
    reader.at += WINDOW / 8;
  }
  const start = reader.at;
  const count = places.length;
  if (mode === ALL_ONE) {
    for (let index = 0; index < count; index += 1) visit(places[index] as number, 1);
  } else if (mode === NIBBLES) {
    for (let index = 0; index < count; index += 1) {
      const pair = bytes[start + (index >>> 1)] as number;
      visit(places[index] as number, (index & 1) === 0 ? pair & 15 : pair >>> 4);
    }
    reader.at += (count + 1) >>> 1;
  } else {
    for (let index = 0; index < count; index += 1)
      visit(places[index] as number, bytes[start + index] as number);
    reader.at += count;
  }
}

/** Adds the documents of the chunk that begins at `at`. Most windows are asked for nothing more. */
export function addToMask(bytes: Uint8Array, at: number, mask: Int32Array): void {
  const header = bytes[at] as number;
  if ((header & 0x20) === 0) {
    const end = at + 1 + (header & 0x1f) + 1;
    for (let index = at + 1; index < end; index += 1) {
      const place = bytes[index] as number;
      mask[place >>> 5] = (mask[place >>> 5] as number) | (1 << (place & 31));
    }
  } else {
    for (let word = 0, index = at + 1; word < mask.length; word += 1, index += 4) {
      const bits =
        (bytes[index] as number) |
        ((bytes[index + 1] as number) << 8) |
        ((bytes[index + 2] as number) << 16) |
        ((bytes[index + 3] as number) << 24);
      mask[word] = (mask[word] as number) | bits;
    }
  }
}

/** Leaves the reader after the chunk that begins there. */
export function skipChunk(reader: ByteReader): void {
  const header = reader.byte();
  const mode = header >>> 6;
  let count = (header & 0x1f) + 1;
  if ((header & 0x20) === 0) {
    reader.at += count;
  } else {
    if (mode !== ALL_ONE) count = placesOf(reader.bytes, reader.at).length;
    reader.at += WINDOW / 8;
  }
  if (mode === NIBBLES) reader.at += (count + 1) >>> 1;
  else if (mode === BYTES) reader.at += count;
}

const found = new Uint8Array(WINDOW);

/** The places whose bits are set. The result is overwritten by the next call. */
function placesOf(bytes: Uint8Array, at: number): Uint8Array {
  let count = 0;
  for (let index = 0; index < WINDOW / 8; index += 1) {
    for (let byte = bytes[at + index] as number; byte !== 0; byte &= byte - 1) {
      found[count++] = (index << 3) + (31 - Math.clz32(byte & -byte));
    }
  }
  return found.subarray(0, count);
}
