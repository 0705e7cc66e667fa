import type { SqliteDatabase, SqliteStatement } from '@keelson/internal-sqlite/database';
import type { Generation } from './generation.js';
import { readPage, windowId, windowOfId, type WindowPage } from './windows.js';

/** Pages kept in memory, 2.5 KiB each: those of two million documents. */
const MAX_PAGES = 8_192;

/** The windows of one generation as a reader knows them. Only what changed since the last search is read again. */
export class WindowCache {
  readonly #changed: SqliteStatement;
  readonly #page: SqliteStatement;
  readonly #pages = new Map<number, WindowPage>();
  #generation = -1;
  #changes = -1;
  /** The times of the first and last document of each window; NaN where there is none. */
  oldest = new Float64Array(0);
  newest = new Float64Array(0);

  constructor(database: SqliteDatabase) {
    this.#changed = database.prepare(
      'SELECT id, oldest, newest FROM search_windows WHERE generation = ? AND version > ?',
    );
    this.#page = database.prepare('SELECT data FROM search_windows WHERE id = ?');
  }

  /** Brings the cache to the state that the transaction sees. `windows` is how many there are. */
  refresh({ id, changes }: Generation, windows: number): void {
    if (id !== this.#generation) {
      this.#generation = id;
      this.#changes = -1;
      this.#pages.clear();
      this.oldest = new Float64Array(0);
      this.newest = new Float64Array(0);
    }
    this.oldest = grown(this.oldest, windows);
    this.newest = grown(this.newest, windows);
    if (changes === this.#changes) return;
    for (const row of this.#changed.iterate(id, this.#changes) as Iterable<WindowRow>) {
      const window = windowOfId(row.id);
      this.oldest[window] = row.newest === null ? NaN : row.oldest;
      this.newest[window] = row.newest ?? NaN;
      this.#pages.delete(window);
    }
    this.#changes = changes;
  }

  page(window: number): WindowPage {
    let page = this.#pages.get(window);
    if (page === undefined) {
      page = readPage((this.#page.get(windowId(this.#generation, window)) as { data: Buffer }).data);
      if (this.#pages.size >= MAX_PAGES) this.#pages.delete(this.#pages.keys().next().value as number);
      this.#pages.set(window, page);
    }
    return page;
  }
}

interface WindowRow {
  readonly id: number;
  readonly oldest: number;
  readonly newest: number | null;
}

function grown(times: Float64Array<ArrayBuffer>, windows: number): Float64Array<ArrayBuffer> {
  if (times.length >= windows) return times;
  const larger = new Float64Array(Math.max(windows, times.length * 2)).fill(NaN);
  larger.set(times);
  return larger;
}
