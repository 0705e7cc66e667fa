import type { JsonValue } from '@keelson/internal-runtime/error';
import type { TranscriptAgent } from './records.js';

/** How far one file has been read, and what tells whether it is still the same file. */
export interface TranscriptOffset {
  /** Absolute, with symbolic links resolved; the key. */
  readonly path: string;
  readonly agent: TranscriptAgent;
  /** The version of the format's reader. Another version reads the file anew. */
  readonly version: number;
  /** Device and inode, `device:inode`. */
  readonly fileId: string;
  /** Bytes of the file that have been seen. */
  readonly size: number;
  /** Time of the last change of content, in epoch milliseconds with fractions. */
  readonly modifiedAt: number;
  /** Time of the last change of content or of its name, owner or times, in epoch milliseconds with fractions. */
  readonly changedAt: number;
  /** Byte at which the next run starts: the end of the last complete line. */
  readonly offset: number;
  /** Hash of the first bytes of the file, up to `offset`. */
  readonly headHash: string;
  /** Hash of the bytes just before `offset`. */
  readonly tailHash: string;
  /** What the reader must know again to go on from `offset`. */
  readonly state: JsonValue;
}

/** A part of what is stored. */
export interface TranscriptOffsetPage {
  readonly items: readonly TranscriptOffset[];
  /** Passed as `after`, gives the next page; null after the last. */
  readonly next: string | null;
}

/** Stores how far files were read. Each method happens wholly or not at all. */
export interface TranscriptsAdapter {
  readonly name: string;
  /** Makes the store ready. It may be called twice. */
  open(): Promise<void>;
  /** The stored offsets of these paths, in any order; paths that are not stored are left out. */
  get(paths: readonly string[]): Promise<readonly TranscriptOffset[]>;
  /** Stores all of them, each over an older one of its path; of two with one path the later wins. */
  put(offsets: readonly TranscriptOffset[]): Promise<void>;
  /** One page, at most `limit` long, in an order of the adapter's own that does not change. */
  list(query: { readonly after: string | null; readonly limit: number }): Promise<TranscriptOffsetPage>;
  /** Releases what `open` acquired; a host's own handle stays open. It may be called twice, and without `open`. */
  close(): Promise<void>;
}
