import { BlockBuilder } from './block.js';
import { isBoundary, isTerm, type Key, prefixKey } from './key.js';
import { type RelativeLengths, writeBody } from './postings-body.js';
import { PostingList, WINDOW, windowOf } from './postings.js';
import { SpellingWriter } from './spelling.js';

/** A prefix of at most this many bytes gets a list of its own ... */
export const MAX_PREFIX = 6;
/** ... where more words than this share it. Otherwise a query reads the lists of the words. */
const MIN_WORDS = 64;

/** Where a segment is stored. Blocks are numbered from 0. */
export interface SegmentSink {
  addBlock(number: number, data: Buffer): void;
  addKey(key: Key, block: number): void;
}

export interface SegmentOptions {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly lengths: RelativeLengths;
  /** What a code of 1 counts. */
  readonly unit: number;
}

/** Writes a segment from its keys in order: dictionary blocks, blocks of long lists, the lists of prefixes and of words. */
export class SegmentWriter {
  readonly #sink: SegmentSink;
  readonly #options: SegmentOptions;
  readonly #firstWindow: number;
  readonly #dictionary = new BlockBuilder();
  readonly #prefixes: readonly PrefixList[];
  readonly #spelling: SpellingWriter;
  readonly #derived: { key: Key; body: Buffer }[] = [];
  readonly #list = new PostingList();
  #blocks = 0;
  #last: Key = '';

  constructor(sink: SegmentSink, options: SegmentOptions) {
    this.#sink = sink;
    this.#options = options;
    this.#firstWindow = windowOf(options.firstRow);
    const windows = windowOf(options.lastRow) - this.#firstWindow + 1;
    this.#spelling = new SpellingWriter(options.lastRow - options.firstRow + 1);
    this.#prefixes = Array.from(
      { length: MAX_PREFIX },
      (_, index) => new PrefixList(index + 1, this.#firstWindow, windows),
    );
  }

  get blocks(): number {
    return this.#blocks;
  }

  /** Adds a key that is larger than those before. */
  add(key: Key, list: PostingList): void {
    if (isTerm(key)) {
      // Derived keys come last and sort between: no block may span their place.
      if (this.#last === '') this.#flush();
      this.#leavePrefixes(key);
      for (const prefix of this.#prefixes) {
        if (key.length >= prefix.length && isBoundary(key, prefix.length)) prefix.add(list);
      }
      this.#spelling.add(key, list.count);
      this.#last = key;
    }
    this.#append(key, this.#body(list, list.count));
  }

  /** Writes what is left, in steps of a few blocks. */
  *finish(): Generator<void> {
    this.#leavePrefixes('');
    this.#flush();
    this.#derived.push(...this.#spelling.entries((data) => this.#addBlock(data)));
    this.#derived.sort((a, b) => (a.key < b.key ? -1 : 1));
    for (const [index, { key, body }] of this.#derived.entries()) {
      this.#append(key, body);
      if (index % 64 === 63) yield;
    }
    this.#flush();
  }

  /** Ends the prefixes that the next key does not share. */
  #leavePrefixes(next: Key): void {
    for (const prefix of this.#prefixes) {
      const start = this.#last.slice(0, prefix.length);
      if (prefix.words === 0 || next.startsWith(start)) continue;
      if (prefix.words > MIN_WORDS) {
        prefix.copyTo(this.#list);
        this.#derived.push({ key: prefixKey(start), body: this.#body(this.#list, prefix.occurrences) });
      }
      prefix.clear();
    }
  }

  #body(list: PostingList, words: number): Buffer {
    const { lengths, unit } = this.#options;
    return writeBody(list, words, this.#firstWindow, lengths, unit, (data) => this.#addBlock(data));
  }

  #append(key: Key, body: Buffer): void {
    if (!this.#dictionary.fits(key, body)) this.#flush();
    this.#dictionary.add(key, body);
  }

  #flush(): void {
    if (this.#dictionary.isEmpty) return;
    const { first } = this.#dictionary;
    this.#sink.addKey(first, this.#addBlock(this.#dictionary.take()));
  }

  #addBlock(data: Buffer): number {
    const number = this.#blocks;
    this.#blocks += 1;
    this.#sink.addBlock(number, data);
    return number;
  }
}

/** The documents of all words with one prefix, gathered in a place for each row. */
class PrefixList {
  readonly length: number;
  readonly #firstRow: number;
  readonly #firstWindow: number;
  readonly #codes: Uint8Array;
  readonly #touched: Uint8Array;
  #windows: number[] = [];
  words = 0;
  occurrences = 0;

  constructor(length: number, firstWindow: number, windows: number) {
    this.length = length;
    this.#firstWindow = firstWindow;
    this.#firstRow = firstWindow * WINDOW;
    this.#codes = new Uint8Array(windows * WINDOW);
    this.#touched = new Uint8Array(windows);
  }

  add(list: PostingList): void {
    this.words += 1;
    this.occurrences += list.count;
    for (let at = 0; at < list.count; at += 1) {
      const place = (list.rows[at] as number) - this.#firstRow;
      const window = place >>> 8;
      if (this.#touched[window] === 0) {
        this.#touched[window] = 1;
        this.#windows.push(window);
      }
      this.#codes[place] = Math.min(255, (this.#codes[place] as number) + (list.codes[at] as number));
    }
  }

  copyTo(list: PostingList): void {
    list.clear();
    for (const window of this.#windows.sort((a, b) => a - b)) {
      const first = (this.#firstWindow + window) * WINDOW;
      for (let place = 0; place < WINDOW; place += 1) {
        const code = this.#codes[window * WINDOW + place] as number;
        if (code > 0) list.add(first + place, code);
      }
    }
  }

  clear(): void {
    for (const window of this.#windows) {
      this.#touched[window] = 0;
      this.#codes.fill(0, window * WINDOW, (window + 1) * WINDOW);
    }
    this.#windows = [];
    this.words = 0;
    this.occurrences = 0;
  }
}
