import type { SqliteDatabase, SqliteStatement } from '@keelson/internal-sqlite/database';
import { MAX_LENGTH } from '../../ranking.js';
import { WINDOW, windowOf } from './postings.js';

/** Windows of a generation; a window's id is below this times the next generation. */
const PER_GENERATION = 2 ** 24;
const LENGTH_BYTES = WINDOW * 2;

/** What ranking needs to know of the documents of one window. */
export interface WindowPage {
  /** Terms of each document plus one; 0 where there is none, or none any more. */
  readonly lengths: Uint16Array;
  /** Epoch milliseconds. */
  readonly timestamps: Float64Array;
}

/** The id of a window's row. */
export function windowId(generation: number, window: number): number {
  return generation * PER_GENERATION + window;
}

/** The window of a row's id. */
export function windowOfId(id: number): number {
  return id % PER_GENERATION;
}

/** Reads the page of a window as it is stored: lengths, then times. */
export function readPage(data: Buffer): WindowPage {
  // A copy of its own is aligned, as typed arrays demand.
  const bytes = new Uint8Array(data).buffer;
  return {
    lengths: new Uint16Array(bytes, 0, WINDOW),
    timestamps: new Float64Array(bytes, LENGTH_BYTES, WINDOW),
  };
}

/** Writes lengths and times of documents, a page a window. Changes are numbered so that readers find them. */
export class WindowWriter {
  readonly #read: SqliteStatement;
  readonly #lengths: SqliteStatement;
  readonly #write: SqliteStatement;

  constructor(database: SqliteDatabase) {
    this.#read = database.prepare('SELECT data FROM search_windows WHERE id = ?');
    this.#lengths = database.prepare(
      `SELECT substr(data, 1, ${LENGTH_BYTES}) AS lengths FROM search_windows WHERE id = ?`,
    );
    this.#write = database.prepare(
      'INSERT OR REPLACE INTO search_windows (id, generation, version, oldest, newest, data) VALUES (?, ?, ?, ?, ?, ?)',
    );
  }

  /** Sets documents of one generation; those of one window are best neighbours. A length of null removes one. */
  set(
    generation: number,
    version: number,
    documents: readonly {
      readonly row: number;
      readonly length: number | null;
      readonly timestamp: number;
    }[],
  ): void {
    for (let from = 0; from < documents.length;) {
      const window = windowOf(documents[from]?.row ?? 0);
      const bytes = this.#bytes(generation, window);
      const page = readPage(bytes);
      for (; from < documents.length; from += 1) {
        const document = documents[from];
        if (document === undefined || windowOf(document.row) !== window) break;
        const place = document.row % WINDOW;
        page.lengths[place] = document.length === null ? 0 : Math.min(document.length + 1, MAX_LENGTH);
        page.timestamps[place] = document.timestamp;
      }
      this.#store(generation, window, version, page);
    }
  }

  /** The lengths of a window, as in {@link WindowPage}. */
  lengths(generation: number, window: number): Uint16Array {
    const row = this.#lengths.get(windowId(generation, window)) as { lengths: Buffer } | undefined;
    if (row === undefined) return new Uint16Array(WINDOW);
    return new Uint16Array(new Uint8Array(row.lengths).buffer);
  }

  #bytes(generation: number, window: number): Buffer {
    const row = this.#read.get(windowId(generation, window)) as { data: Buffer } | undefined;
    return row?.data ?? Buffer.alloc(LENGTH_BYTES + WINDOW * 8);
  }

  #store(generation: number, window: number, version: number, page: WindowPage): void {
    let oldest = Infinity;
    let newest = -Infinity;
    for (let place = 0; place < WINDOW; place += 1) {
      if (page.lengths[place] === 0) continue;
      const timestamp = page.timestamps[place] as number;
      oldest = Math.min(oldest, timestamp);
      newest = Math.max(newest, timestamp);
    }
    const empty = oldest > newest;
    this.#write.run(
      windowId(generation, window),
      generation,
      version,
      empty ? 0 : oldest,
      empty ? null : newest,
      Buffer.from(page.lengths.buffer),
    );
  }
}
