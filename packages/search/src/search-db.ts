import { asyncDispose } from '@keelson/internal-runtime/async-dispose';
import { Lifecycle } from '@keelson/internal-runtime/lifecycle';
import { Observable } from '@keelson/internal-runtime/observable';
import type { AdapterFilters, AdapterHit, AdapterPage, SearchAdapter } from './adapter.js';
import type {
  AllCollections,
  BtmsgDocument,
  Collection,
  CollectionSchemas,
  DocumentOf,
  MessageDocument,
  TaskDocument,
} from './collection.js';
import { checkId, toStoredBatch } from './document.js';
import { SearchError, throwIfAborted } from './errors.js';
import type { SearchDbEvents } from './events.js';
import { type ListOptions, parseOptions, type SearchAllOptions, type SearchDbOptions } from './options.js';
import { fromCursor } from './page.js';
import { parseQuery } from './query.js';
import { checkList, checkSearch, toFilters } from './search-options.js';
import { slices } from './slices.js';

/** Counts stop here: "1,000+". */
const MAX_COUNT = 1_000;

/** One found document. */
export interface SearchHit extends AdapterHit {
  readonly collection: string;
}

/** The hits of one collection. */
export interface SearchGroup {
  readonly collection: string;
  readonly hits: readonly SearchHit[];
  /** Matching documents; exact unless `capped`. */
  readonly count: number;
  /** Whether there are more than `count`: show "1,000+". */
  readonly capped: boolean;
}

/** What `searchAll` found. */
export interface SearchResult {
  /** The best hits of all collections, best first. */
  readonly hits: readonly SearchHit[];
  /** One group per searched collection with hits, in the order of declaration. */
  readonly groups: readonly SearchGroup[];
  /** Whether a bound cut the search short, so that a better hit may be missing. */
  readonly partial: boolean;
  /** Milliseconds from call to result. */
  readonly tookMs: number;
  readonly stats: {
    /** How many words and phrases were searched for; 0 means that the query had none. */
    readonly phrases: number;
    /** Matching documents in all collections, each counted to its cap. */
    readonly matches: number;
  };
}

/** How a long operation stands. */
export interface Progress {
  readonly done: number;
  readonly total: number;
}

/** Options of work that takes a while. */
export interface BulkOptions {
  /** Stops between two slices with `SEARCH_ABORTED`; slices that were finished stay. */
  readonly signal?: AbortSignal | undefined;
  /** Called after each slice. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** A page of whole documents. */
export type ListPage = AdapterPage;

/**
 * Ranked full-text search over messages, tasks, communications and collections of the host.
 *
 * It opens at the first call. Every method rejects with {@link SearchError}.
 *
 * @example
 * const search = new SearchDb({ adapter: sqliteSearchAdapter({ database: 'app.db' }) });
 * await search.indexMessage({ id: 'm1', sessionId: 's1', role: 'user', content: 'Fix the login page' });
 * const { hits } = await search.searchAll('login');
 * await search.close();
 */
export class SearchDb<
  Custom extends CollectionSchemas = Record<never, never>,
> extends Observable<SearchDbEvents> {
  readonly #adapter: SearchAdapter;
  readonly #collections: ReadonlyMap<string, Collection>;
  readonly #lifecycle: Lifecycle;

  /** Only stores its options: no file is touched. @throws SearchError `SEARCH_BAD_OPTIONS` */
  constructor(options: SearchDbOptions<Custom>) {
    super();
    const { adapter, collections } = parseOptions(options);
    this.#adapter = adapter;
    this.#collections = collections;
    this.#lifecycle = new Lifecycle({
      open: () => adapter.open([...collections.values()]),
      close: () => adapter.close(),
      closed: () =>
        new SearchError('SEARCH_CLOSED', 'This SearchDb was closed. Make a new one to go on searching.'),
    });
  }

  /** Opens storage now, so that a failure shows early. Other methods do it on demand. */
  open(): Promise<void> {
    return this.#lifecycle.open();
  }

  /** Refuses new calls, waits for those in flight and closes what the adapter opened. */
  close(): Promise<void> {
    return this.#lifecycle.close();
  }

  /** The same as `close`. */
  [asyncDispose](): Promise<void> {
    return this.close();
  }

  /**
   * Adds documents, or replaces those with the same id. When it resolves they are committed and found.
   *
   * All documents are checked before the first is written. They are written in slices, each wholly or not at all;
   * after a failure the same call can simply be repeated.
   *
   * @throws SearchError `SEARCH_BAD_DOCUMENT`, `SEARCH_UNKNOWN_COLLECTION`, `SEARCH_ABORTED`, storage codes
   */
  async index<Name extends keyof AllCollections<Custom> & string>(
    collection: Name,
    documents: readonly DocumentOf<AllCollections<Custom>[Name]>[],
    options: BulkOptions = {},
  ): Promise<void> {
    const target = this.#collection(collection);
    if (!Array.isArray(documents)) {
      throw new SearchError(
        'SEARCH_BAD_DOCUMENT',
        'Expected an array of documents. To index one, put it in an array.',
      );
    }
    await this.#lifecycle.run(async () => {
      throwIfAborted(options.signal);
      const stored = await toStoredBatch(target, documents, options.signal);
      let done = 0;
      for (const slice of slices(stored)) {
        throwIfAborted(options.signal);
        await this.#adapter.put(collection, slice);
        done += slice.length;
        options.onProgress?.({ done, total: stored.length });
      }
      if (done > 0) this.emit('indexed', { collection, count: done });
    });
  }

  /** Indexes one message in real time. */
  indexMessage(message: MessageDocument): Promise<void> {
    return this.index('messages', [message] as never);
  }

  /** Indexes one task in real time. */
  indexTask(task: TaskDocument): Promise<void> {
    return this.index('tasks', [task] as never);
  }

  /** Indexes one communication between agents in real time. */
  indexBtmsg(message: BtmsgDocument): Promise<void> {
    return this.index('btmsg', [message] as never);
  }

  /** Removes documents; unknown ids are no error. Returns how many there were. */
  async remove(collection: keyof AllCollections<Custom> & string, ids: readonly string[]): Promise<number> {
    this.#collection(collection);
    for (const [at, id] of ids.entries()) {
      checkId(id, (problem) => {
        throw new SearchError('SEARCH_BAD_DOCUMENT', `Id ${at}: ${problem}. Nothing was removed.`);
      });
    }
    return this.#lifecycle.run(async () => {
      const count = await this.#adapter.remove(collection, ids);
      if (count > 0) this.emit('removed', { collection, count });
      return count;
    });
  }

  /**
   * Searches all collections at once. Any text is a valid query; one without letters and digits matches nothing.
   *
   * All words must occur. `"quoted words"` must stand together. The last word may be unfinished.
   *
   * @throws SearchError `SEARCH_BAD_QUERY` for a malformed option, `SEARCH_UNKNOWN_COLLECTION`, `SEARCH_ABORTED`, storage codes
   * @example
   * const { hits, groups } = await search.searchAll('login pag', { limit: 10, filters: { projectId: 'web' } });
   */
  async searchAll(query: string, options: SearchAllOptions = {}): Promise<SearchResult> {
    const start = performance.now();
    checkSearch(query, options);
    const filters = toFilters(options.filters);
    const searched = this.#searched(options.collections, filters);
    const parsed = parseQuery(query, options.prefix ?? true);
    const limit = options.limit ?? 20;
    throwIfAborted(options.signal);
    return this.#lifecycle.run(async () => {
      const { groups: found, partial } =
        parsed.phrases.length === 0
          ? { groups: [], partial: false }
          : await this.#adapter.search(
              {
                query: parsed,
                collections: searched.map(({ name }) => name),
                filters,
                limit,
                maxCount: MAX_COUNT + 1,
              },
              { signal: options.signal },
            );
      const groups = found
        .filter(({ count }) => count > 0)
        .map(({ collection, hits, count }) => ({
          collection,
          hits: hits.map((hit) => this.#weighted(collection, hit)),
          count: Math.min(count, MAX_COUNT),
          capped: count > MAX_COUNT,
        }));
      const hits = groups.flatMap((group) => group.hits).toSorted(bestFirst);
      return {
        hits: hits.slice(0, limit),
        groups,
        partial,
        tookMs: performance.now() - start,
        stats: {
          phrases: parsed.phrases.length,
          matches: groups.reduce((sum, { count }) => sum + count, 0),
        },
      };
    });
  }

  /** Whole documents by time, a page at a time: a conversation, the newest tasks, everything for an export. */
  async list(
    collection: keyof AllCollections<Custom> & string,
    options: ListOptions = {},
  ): Promise<ListPage> {
    this.#collection(collection);
    checkList(options);
    const filters = toFilters(options.filters);
    this.#searched([collection], filters);
    return this.#lifecycle.run(() =>
      this.#adapter.list({
        collection,
        filters,
        order: options.order ?? 'newest',
        limit: options.limit ?? 50,
        from: fromCursor(options.cursor ?? null),
      }),
    );
  }

  /**
   * Makes every index anew from the stored documents and loses none. Searches go on meanwhile, from the old index;
   * so do writes. After an abort or a crash the next call goes on where it stopped.
   */
  async rebuild(options: BulkOptions = {}): Promise<void> {
    await this.#lifecycle.run(async () => {
      const stats = await this.#adapter.stats();
      const total = stats.reduce((sum, { documents }) => sum + documents, 0);
      let before = 0;
      for (const { collection, documents } of stats) {
        for (;;) {
          throwIfAborted(options.signal);
          const { done, finished } = await this.#adapter.rebuildSlice(collection);
          options.onProgress?.({ done: Math.min(before + done, total), total });
          if (finished) break;
        }
        before += documents;
      }
    });
  }

  /** How many documents each collection holds. */
  async stats(): Promise<Readonly<Record<string, { readonly documents: number }>>> {
    return this.#lifecycle.run(async () => {
      const stats = await this.#adapter.stats();
      return Object.fromEntries(stats.map(({ collection, documents }) => [collection, { documents }]));
    });
  }

  #collection(name: string): Collection {
    const collection = this.#collections.get(name);
    if (collection !== undefined) return collection;
    throw new SearchError(
      'SEARCH_UNKNOWN_COLLECTION',
      `There is no collection "${name}". Declared are: ${[...this.#collections.keys()].join(', ')}.`,
    );
  }

  /** The collections that were asked for and have every filtered field. */
  #searched(names: readonly string[] | undefined, filters: AdapterFilters): readonly Collection[] {
    const asked = names?.map((name) => this.#collection(name)) ?? [...this.#collections.values()];
    const keywords = Object.keys(filters.values);
    const searched = [...new Set(asked)].filter(({ fields }) =>
      keywords.every((keyword) => fields.some(({ name, type }) => name === keyword && type === 'keyword')),
    );
    if (searched.length > 0 || asked.length === 0) return searched;
    throw new SearchError(
      'SEARCH_BAD_QUERY',
      `No searched collection has the keyword fields ${keywords.join(', ')}. Keyword fields are: ${asked
        .map(
          ({ name, fields }) =>
            `${name} (${fields
              .filter(({ type }) => type === 'keyword')
              .map((field) => field.name)
              .join(', ')})`,
        )
        .join('; ')}.`,
    );
  }

  #weighted(collection: string, hit: AdapterHit): SearchHit {
    return { collection, ...hit, score: hit.score * this.#collection(collection).weight };
  }
}

function bestFirst(a: SearchHit, b: SearchHit): number {
  return b.score - a.score || b.timestamp - a.timestamp;
}
