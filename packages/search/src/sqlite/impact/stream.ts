import type { BlockCache } from './block-cache.js';
import { ByteReader } from './bytes.js';
import { isBoundary, isTerm, type Key, keyBytes, prefixKey } from './key.js';
import { type Body, readBody } from './postings-body.js';
import { addToMask, readChunk, WINDOW, windowOf } from './postings.js';
import { MAX_PREFIX } from './segment-writer.js';
import { blockId, type Segment } from './segments.js';
import { makeMask, type WindowMask } from './window-mask.js';

/** A prefix is read as at most this many words in each segment. */
const MAX_WORDS = 4_096;

/**
 * All postings of a key, or of the keys that begin with it: in which windows there are some, what a document there
 * can earn, and where to read them. Only windows that a query looks into are read.
 */
export class Stream {
  /** The most that a document of each window earns, 0 where no document has the key. */
  readonly bounds: Float32Array;
  /** Windows with postings. */
  readonly windows: number[] = [];
  /** Documents, those of each word of a prefix added up. */
  documents = 0;
  /** Whether there were more words with the prefix than are read. */
  cut = false;
  readonly #cache: BlockCache;
  /** The first chunk of each window, plus one. */
  readonly #heads: Int32Array;
  readonly #next: number[] = [];
  readonly #sources: (Uint8Array | number)[] = [];
  readonly #offsets: number[] = [];
  readonly #mask = makeMask();
  readonly #codes = new Uint8Array(WINDOW);
  #maskOf = -1;
  #codesOf = -1;

  constructor(cache: BlockCache, windows: number) {
    this.#cache = cache;
    this.bounds = new Float32Array(windows);
    this.#heads = new Int32Array(windows);
  }

  /** Finds the postings of a key in every segment. `averageLength` is today's. */
  open(segments: readonly Segment[], key: Key, prefix: boolean, averageLength: number): void {
    const bytes = keyBytes(key);
    for (const segment of segments) {
      if (prefix) this.#addPrefix(segment, key, averageLength);
      else this.#add(segment, this.#cache.find(segment.id, bytes), averageLength);
    }
  }

  /** The documents of a window that have the key. The result is overwritten by the next call. */
  mask(window: number): WindowMask {
    if (this.#maskOf !== window) {
      this.#maskOf = window;
      this.#mask.fill(0);
      for (let at = this.#heads[window] as number; at > 0; at = this.#next[at - 1] as number) {
        addToMask(this.#chunkBytes(at), this.#offsets[at - 1] as number, this.#mask);
      }
    }
    return this.#mask;
  }

  /** How often the documents of a window have the key, by their place; 0 for those that do not. Overwritten as the mask is. */
  codes(window: number): Uint8Array {
    if (this.#codesOf !== window) {
      this.#codesOf = window;
      this.#codes.fill(0);
      for (let at = this.#heads[window] as number; at > 0; at = this.#next[at - 1] as number) {
        readChunk(new ByteReader(this.#chunkBytes(at), this.#offsets[at - 1]), this.#addCode);
      }
    }
    return this.#codes;
  }

  readonly #addCode = (place: number, code: number): void => {
    this.#codes[place] = Math.min(255, (this.#codes[place] as number) + code);
  };

  #chunkBytes(at: number): Uint8Array {
    const source = this.#sources[at - 1] as Uint8Array | number;
    return typeof source === 'number' ? this.#cache.readId(source) : source;
  }

  #addPrefix(segment: Segment, start: Key, averageLength: number): void {
    if (isTerm(start) && start.length <= MAX_PREFIX && isBoundary(start, start.length)) {
      const list = this.#cache.find(segment.id, keyBytes(prefixKey(start)));
      if (list !== undefined) {
        this.#add(segment, list, averageLength);
        return;
      }
    }
    let words = 0;
    for (const { key, body } of this.#cache.from(segment.id, start)) {
      if (!key.startsWith(start)) break;
      words += 1;
      if (words > MAX_WORDS) {
        this.cut = true;
        break;
      }
      this.#add(segment, body, averageLength);
    }
  }

  #add(
    { id, firstRow, averageLength: then }: Segment,
    bytes: Uint8Array | undefined,
    averageLength: number,
  ): void {
    if (bytes === undefined) return;
    // A document earns more when the average grows, by no more than the average did.
    const grown = Math.max(1, averageLength / then);
    const body: Body = readBody(bytes, windowOf(firstRow), (block) => this.#cache.read(id, block));
    this.documents += body.words;
    body.forEachWindow((window, bound, source, offset) => {
      const head = this.#heads[window] as number;
      if (head === 0) this.windows.push(window);
      this.#sources.push(typeof source === 'number' ? blockId(id, source) : source);
      this.#offsets.push(offset);
      this.#next.push(head);
      this.#heads[window] = this.#sources.length;
      this.bounds[window] = Math.min(1, (this.bounds[window] as number) + bound * grown);
    });
  }
}
