import { saturation } from '../../ranking.js';
import { BLOCK_BYTES } from './block.js';
import { ByteReader, ByteWriter } from './bytes.js';
import { type PostingList, skipChunk, WINDOW, windowOf, writeChunk } from './postings.js';

/**
 * Chunks of long postings are packed into blocks of this size: a page and three that overflow from it, without a
 * byte to spare. Larger ones would be read for too little, smaller ones too often.
 */
const FAR_BLOCK_BYTES = 4_058 + 3 * 4_092 - 16;
/** Postings of more bytes than this lie in blocks of their own, and are read only where a query looks. */
const MAX_INLINE = 1000;

/** The lengths of the documents of a segment over the average, from its first window on; -1 for those that are gone. */
export type RelativeLengths = Float32Array;

/** Puts blocks into storage and numbers them within their segment. */
export type AddBlock = (data: Buffer) => number;

/**
 * Writes the postings of a key. The body begins with the number of documents, doubled, plus one if the chunks lie
 * elsewhere, then the sum of documents over the words of a prefix. Each window is a step, a bound and a chunk:
 * the bound is the most that a document of the window earns from this key, in 255ths, rounded up.
 */
export function writeBody(
  list: PostingList,
  words: number,
  firstWindow: number,
  lengths: RelativeLengths,
  unit: number,
  addBlock: AddBlock,
): Buffer {
  const directory = new ByteWriter(64);
  const chunks = new ByteWriter(256);
  const firstRow = firstWindow * WINDOW;
  let last = firstWindow;
  const sizes: { step: number; bound: number; end: number }[] = [];
  for (let from = 0; from < list.count;) {
    const window = windowOf(list.rows[from] as number);
    let to = from;
    let bound = 0;
    while (to < list.count && windowOf(list.rows[to] as number) === window) {
      const relative = Math.max(0, lengths[(list.rows[to] as number) - firstRow] as number);
      const earned = saturation((list.codes[to] as number) * unit, relative);
      if (earned > bound) bound = earned;
      to += 1;
    }
    writeChunk(chunks, list, from, to);
    sizes.push({ step: window - last, bound: Math.ceil(bound * 255), end: chunks.length });
    last = window;
    from = to;
  }
  const isLong = chunks.length + sizes.length * 2 > MAX_INLINE;
  directory.varint(list.count * 2 + Number(isLong));
  directory.varint(words);
  const all = chunks.view();
  if (!isLong) {
    let start = 0;
    for (const { step, bound, end } of sizes) {
      directory.varint(step);
      directory.byte(bound);
      directory.bytes(all.subarray(start, end));
      start = end;
    }
    return directory.take();
  }
  return writeLong(directory, sizes, all, addBlock);
}

/** Chunks go to blocks in order, their windows, bounds and sizes to a directory in blocks after them. */
function writeLong(
  body: ByteWriter,
  sizes: readonly { step: number; bound: number; end: number }[],
  chunks: Buffer,
  addBlock: AddBlock,
): Buffer {
  const directory = new ByteWriter();
  let [blockStart, start] = [0, 0];
  let firstBlock = -1;
  const add = (to: number) => {
    const block = addBlock(Buffer.from(chunks.subarray(blockStart, to)));
    if (firstBlock === -1) firstBlock = block;
    blockStart = to;
  };
  for (const { step, bound, end } of sizes) {
    const next = end - blockStart > FAR_BLOCK_BYTES && start > blockStart;
    if (next) add(start);
    directory.varint(step * 2 + Number(next));
    directory.byte(bound);
    directory.varint(end - start);
    start = end;
  }
  add(start);
  const bytes = directory.view();
  let firstDirectory = -1;
  for (let from = 0; from < bytes.length; from += BLOCK_BYTES) {
    const block = addBlock(Buffer.from(bytes.subarray(from, from + BLOCK_BYTES)));
    if (firstDirectory === -1) firstDirectory = block;
  }
  body.varint(firstBlock);
  body.varint(firstDirectory);
  body.varint(bytes.length);
  return body.take();
}

/** Where postings are, before any is read. */
export interface Body {
  readonly documents: number;
  /** Documents summed over the words of a prefix; the same as `documents` for a word. */
  readonly words: number;
  /** Calls `visit` with each window, its bound, and the bytes and offset of its chunk, or the block to find them in. */
  forEachWindow(visit: VisitWindow): void;
}

export type VisitWindow = (
  window: number,
  bound: number,
  source: Uint8Array | number,
  offset: number,
) => void;

/** Reads blocks of one segment by number. */
export type ReadBlock = (number: number) => Uint8Array;

/** Whether the postings of a body lie in blocks of their own. */
export function isFar(bytes: Uint8Array): boolean {
  return (bytes[0] as number) % 2 === 1;
}

/** Reads the head of a body. */
export function readBody(bytes: Uint8Array, firstWindow: number, readBlock: ReadBlock): Body {
  const reader = new ByteReader(bytes);
  const head = reader.varint();
  const words = reader.varint();
  const documents = Math.floor(head / 2);
  const start = reader.at;
  return {
    documents,
    words,
    forEachWindow(visit) {
      reader.at = start;
      if (head % 2 === 1) {
        forEachFar(reader, firstWindow, readBlock, visit);
        return;
      }
      let window = firstWindow;
      while (reader.at < bytes.length) {
        window += reader.varint();
        const bound = reader.byte();
        visit(window, bound / 255, bytes, reader.at);
        skipChunk(reader);
      }
    },
  };
}

function forEachFar(reader: ByteReader, firstWindow: number, readBlock: ReadBlock, visit: VisitWindow): void {
  let block = reader.varint();
  const firstDirectory = reader.varint();
  const size = reader.varint();
  const parts: Uint8Array[] = [];
  for (let from = 0; from < size; from += BLOCK_BYTES) parts.push(readBlock(firstDirectory + parts.length));
  const directory = new ByteReader(parts.length === 1 ? (parts[0] as Uint8Array) : Buffer.concat(parts));
  let window = firstWindow;
  let offset = 0;
  while (directory.at < size) {
    const step = directory.varint();
    window += Math.floor(step / 2);
    if (step % 2 === 1) {
      block += 1;
      offset = 0;
    }
    const bound = directory.byte();
    visit(window, bound / 255, block, offset);
    offset += directory.varint();
  }
}
