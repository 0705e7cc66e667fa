import type { SimilarTerm } from '../../adapter.js';
import { byLikelihood, editDistance } from '../../edit-distance.js';
import { BLOCK_BYTES } from './block.js';
import { ByteReader, ByteWriter } from './bytes.js';
import type { BlockCache } from './block-cache.js';
import { isTerm, type Key, keyBytes, spellingKey, termKey, termOf } from './key.js';
import { type AddBlock, readBody } from './postings-body.js';
import { windowOf } from './postings.js';
import type { Segment } from './segments.js';

const MIN_LENGTH = 3;
const MAX_LENGTH = 32;
/** Smaller segments keep no word lists: their dictionary is soon read. */
const LISTED_FROM = 512;
/** In larger segments a word that only one document has is left out: it is as likely an error as what was typed. */
const ALL_WORDS_UP_TO = 20_000;

/**
 * The words of a segment by their length in bytes, for finding those like another. Each is its bytes
 * and the number of documents as a power of two.
 */
export class SpellingWriter {
  readonly #lists = new Map<number, ByteWriter>();
  readonly #listed: boolean;
  readonly #minDocuments: number;

  constructor(rows: number) {
    this.#listed = rows >= LISTED_FROM;
    this.#minDocuments = rows > ALL_WORDS_UP_TO ? 2 : 1;
  }

  add(word: Key, documents: number): void {
    if (!this.#listed || documents < this.#minDocuments || !isSpelled(word)) return;
    let list = this.#lists.get(word.length);
    if (list === undefined) this.#lists.set(word.length, (list = new ByteWriter(256)));
    list.latin1(word);
    list.byte(Math.floor(Math.log2(documents)));
  }

  /** The entries of the dictionary: a list begins with its first block and its size. */
  *entries(addBlock: AddBlock): Generator<{ key: Key; body: Buffer }> {
    for (const [length, list] of this.#lists) {
      const bytes = list.view();
      const body = new ByteWriter(8);
      for (let from = 0; from < bytes.length; from += BLOCK_BYTES) {
        const block = addBlock(Buffer.from(bytes.subarray(from, from + BLOCK_BYTES)));
        if (from === 0) body.varint(block);
      }
      body.varint(bytes.length);
      yield { key: spellingKey(length), body: body.take() };
    }
  }
}

/** The blocks of a list of words, from its entry in the dictionary. */
export function spellingBlocks(body: Uint8Array): readonly number[] {
  const reader = new ByteReader(body);
  const first = reader.varint();
  const size = reader.varint();
  return Array.from({ length: Math.ceil(size / BLOCK_BYTES) }, (_, part) => first + part);
}

/** Words are compared by letters; numbers and hashes have no spelling. */
function isSpelled(word: Key): boolean {
  if (word.length < MIN_LENGTH || word.length > MAX_LENGTH) return false;
  for (let at = 0; at < word.length; at += 1) {
    const byte = word.charCodeAt(at);
    if (byte >= 0x30 && byte <= 0x39) return false;
  }
  return true;
}

/** The words of one length, and for each a bit per letter that it has. */
interface WordList {
  readonly bytes: Buffer;
  readonly letters: Int32Array;
}

/** Finds words like another in the segments of a generation. Segments never change, so their lists are kept. */
export class Spelling {
  readonly #cache: BlockCache;
  #lists = new Map<number, Map<number, WordList>>();

  constructor(cache: BlockCache) {
    this.#cache = cache;
  }

  /** Words at most `maxEdits` away, the likeliest first. */
  similar(
    segments: readonly Segment[],
    typed: string,
    maxEdits: number,
    limit: number,
  ): readonly SimilarTerm[] {
    const live = new Set(segments.map(({ id }) => id));
    this.#lists = new Map([...this.#lists].filter(([id]) => live.has(id)));
    const key = termKey(typed);
    // A character of other scripts is two or three bytes.
    const width = Math.ceil(key.length / Math.max(1, typed.length));
    const letters = lettersOf(keyBytes(key), 0, key.length);
    const found = new Map<string, { edits: number; documents: number }>();
    for (const segment of segments) {
      for (let length = key.length - maxEdits * width; length <= key.length + maxEdits * width; length += 1) {
        const list = this.#list(segment, length);
        for (const [at, word] of list.letters.entries()) {
          if (bits(word ^ letters) > 2 * maxEdits * width) continue;
          const start = at * (length + 1);
          const term = termOf(list.bytes.toString('latin1', start, start + length));
          const edits = editDistance(typed, term, maxEdits);
          if (edits > maxEdits) continue;
          const documents = 2 ** (list.bytes[start + length] as number);
          const known = found.get(term);
          if (known === undefined) found.set(term, { edits, documents });
          else known.documents += documents;
        }
      }
    }
    return [...found]
      .map(([term, each]) => ({ term, ...each }))
      .sort(byLikelihood(typed))
      .slice(0, limit);
  }

  #list(segment: Segment, length: number): WordList {
    let lists = this.#lists.get(segment.id);
    if (lists === undefined) {
      lists =
        segment.lastRow - segment.firstRow + 1 < LISTED_FROM
          ? this.#fromDictionary(segment)
          : new Map<number, WordList>();
      this.#lists.set(segment.id, lists);
    }
    let list = lists.get(length);
    if (list === undefined) lists.set(length, (list = toList(this.#bytes(segment, length), length)));
    return list;
  }

  #bytes({ id }: Segment, length: number): Buffer {
    const body = length < MIN_LENGTH ? undefined : this.#cache.find(id, keyBytes(spellingKey(length)));
    if (body === undefined) return Buffer.alloc(0);
    return Buffer.concat(spellingBlocks(body).map((block) => this.#cache.read(id, block)));
  }

  #fromDictionary({ id, firstRow }: Segment): Map<number, WordList> {
    const writers = new Map<number, ByteWriter>();
    for (const { key, body } of this.#cache.from(id, ' ')) {
      if (!isTerm(key) || !isSpelled(key)) continue;
      let writer = writers.get(key.length);
      if (writer === undefined) writers.set(key.length, (writer = new ByteWriter(64)));
      writer.latin1(key);
      const { documents } = readBody(body, windowOf(firstRow), () => body);
      writer.byte(Math.floor(Math.log2(documents)));
    }
    return new Map([...writers].map(([length, writer]) => [length, toList(writer.take(), length)]));
  }
}

function toList(bytes: Buffer, length: number): WordList {
  const letters = new Int32Array(bytes.length / (length + 1));
  for (let at = 0; at < letters.length; at += 1) letters[at] = lettersOf(bytes, at * (length + 1), length);
  return { bytes, letters };
}

function lettersOf(bytes: Buffer, start: number, length: number): number {
  let letters = 0;
  for (let at = start; at < start + length; at += 1) letters |= 1 << ((bytes[at] as number) & 31);
  return letters;
}

function bits(value: number): number {
  let count = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
