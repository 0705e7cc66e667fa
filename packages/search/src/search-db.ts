import { asyncDispose } from '@keelson/internal-runtime/async-dispose';
import { Lifecycle } from '@keelson/internal-runtime/lifecycle';
import { Observable } from '@keelson/internal-runtime/observable';
import type { AdapterPage, SearchAdapter, StoredDocument } from './adapter.js';
import { type BulkOptions, indexDocuments, rebuildAll } from './bulk.js';
import type {
  AllCollections,
  BtmsgDocument,
  Collection,
  CollectionSchemas,
  DocumentOf,
  MessageDocument,
  TaskDocument,
} from './collection.js';
import { type DocumentContext, readContext } from './context.js';
import { checkIds } from './document.js';
import { SearchError, throwIfAborted } from './errors.js';
import type { SearchDbEvents } from './events.js';
import { filteredFields, hasKeywords, toFilters } from './filters.js';
import { LatestInput } from './latest-input.js';
import {
  type ContextOptions,
  type ListOptions,
  parseOptions,
  type SearchAllOptions,
  type SearchDbOptions,
} from './options.js';
import { fromCursor } from './page.js';
import { searchCollections } from './search-collections.js';
import { checkContext, checkList, checkSearch } from './search-options.js';
import type { SearchResult } from './search-result.js';

/** Documents of one `get`. */
const MAX_IDS = 200;

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
  readonly #options: SearchDbOptions<Custom>;
  readonly #adapter: SearchAdapter;
  readonly #collections: ReadonlyMap<string, Collection>;
  readonly #tenant: string;
  #lifecycle: Lifecycle;
  #inputs = new LatestInput();

  /** Only stores its options: no file is touched. @throws SearchError `SEARCH_BAD_OPTIONS` */
  constructor(options: SearchDbOptions<Custom>) {
    super();
    const { adapter, collections, tenant } = parseOptions(options);
    this.#options = options;
    this.#adapter = adapter;
    this.#collections = collections;
    this.#tenant = tenant;
    this.#lifecycle = new Lifecycle({
      open: () => adapter.open([...collections.values()]),
      close: () => adapter.close(),
      closed: () =>
        new SearchError('SEARCH_CLOSED', 'This SearchDb was closed. Make a new one to go on searching.'),
    });
  }

  /**
   * The same database for another tenant, 1 to 512 characters. It is opened and closed together with this one and has
   * events of its own. Call it as often as you like.
   */
  forTenant(tenant: string): SearchDb<Custom> {
    const view = new SearchDb<Custom>({ ...this.#options, tenant });
    view.#lifecycle = this.#lifecycle;
    view.#inputs = this.#inputs;
    return view;
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
    const inputs: readonly unknown[] = (documents as readonly unknown[]).slice();
    await this.#lifecycle.run(async () => {
      await indexDocuments(this.#adapter, this.#tenant, target, inputs, options);
      if (inputs.length > 0) this.emit('indexed', { collection, count: inputs.length });
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
    checkIds(ids, (problem) => {
      throw new SearchError('SEARCH_BAD_DOCUMENT', `${problem}. Nothing was removed.`);
    });
    return this.#lifecycle.run(async () => {
      const count = await this.#adapter.remove({ tenant: this.#tenant, collection, ids });
      if (count > 0) this.emit('removed', { collection, count });
      return count;
    });
  }

  /**
   * Searches all collections at once. Any text is a valid query; what is malformed is searched as plain words.
   *
   * All words must occur. `"quoted words"` must stand together, `-word` must not occur, `a OR b` needs one of them,
   * `field:value` must be in that field, `after:` and `before:` take a date. The last word may be unfinished.
   *
   * @throws SearchError `SEARCH_BAD_QUERY` for a malformed option, `SEARCH_UNKNOWN_COLLECTION`, `SEARCH_ABORTED`, storage codes
   * @example
   * const { hits, groups } = await search.searchAll('login pag', { limit: 10, filters: { projectId: 'web' } });
   */
  async searchAll(query: string, options: SearchAllOptions = {}): Promise<SearchResult> {
    const start = performance.now();
    checkSearch(query, options);
    const filters = toFilters(options.filters);
    const collections = this.#searched(options.collections, filteredFields(filters));
    if (options.collapse !== undefined) this.#searched(options.collections, [options.collapse]);
    const search = (signal: AbortSignal | undefined) =>
      this.#lifecycle.run(() =>
        searchCollections({
          adapter: this.#adapter,
          tenant: this.#tenant,
          text: query,
          collections,
          filters,
          options,
          signal,
        }),
      );
    throwIfAborted(options.signal);
    const result =
      options.input === undefined
        ? await search(options.signal)
        : await this.#inputs.run(JSON.stringify([this.#tenant, options.input]), options.signal, search);
    return { ...result, tookMs: performance.now() - start };
  }

  /** Whole documents in the order of their ids, 200 at most; null where there is none. */
  async get(
    collection: keyof AllCollections<Custom> & string,
    ids: readonly string[],
  ): Promise<readonly (StoredDocument | null)[]> {
    this.#collection(collection);
    checkIds(ids, refuseRead);
    if (ids.length > MAX_IDS) refuseRead(`Expected at most ${MAX_IDS} ids, got ${ids.length}`);
    return this.#lifecycle.run(async () => {
      const entries = await this.#adapter.get({ tenant: this.#tenant, collection, ids: [...new Set(ids)] });
      const found = new Map(entries.map(({ document }) => [document.id, document]));
      return ids.map((id) => found.get(id) ?? null);
    });
  }

  /** A document with those before and after it in time, as in a conversation; null if there is none of that id. */
  async context(
    collection: keyof AllCollections<Custom> & string,
    id: string,
    options: ContextOptions = {},
  ): Promise<DocumentContext | null> {
    checkContext(options);
    const { within = 'sessionId', ...sides } = options;
    this.#searched([collection], within === null ? [] : [within]);
    checkIds([id], refuseRead);
    const ids = { tenant: this.#tenant, collection, ids: [id] };
    return this.#lifecycle.run(() => readContext(this.#adapter, ids, { within, ...sides }));
  }

  /** Whole documents by time, a page at a time: a conversation, the newest tasks, everything for an export. */
  async list(
    collection: keyof AllCollections<Custom> & string,
    options: ListOptions = {},
  ): Promise<ListPage> {
    this.#collection(collection);
    checkList(options);
    const filters = toFilters(options.filters);
    this.#searched([collection], filteredFields(filters));
    return this.#lifecycle.run(() =>
      this.#adapter.list({
        tenant: this.#tenant,
        collection,
        filters,
        order: options.order ?? 'newest',
        limit: options.limit ?? 50,
        from: fromCursor(options.cursor ?? null),
      }),
    );
  }

  /**
   * Makes every index anew from the stored documents of all tenants and loses none. Searches go on meanwhile, from the
   * old index; so do writes. After an abort or a crash the next call goes on where it stopped.
   */
  async rebuild(options: BulkOptions = {}): Promise<void> {
    await this.#lifecycle.run(() => rebuildAll(this.#adapter, this.#tenant, options));
  }

  /** How many documents of this tenant each collection holds. */
  async stats(): Promise<Readonly<Record<string, { readonly documents: number }>>> {
    return this.#lifecycle.run(async () => {
      const stats = await this.#adapter.stats(this.#tenant);
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

  /** The collections that were asked for and have every one of some keyword fields. */
  #searched(names: readonly string[] | undefined, keywords: readonly string[]): readonly Collection[] {
    const asked = names?.map((name) => this.#collection(name)) ?? [...this.#collections.values()];
    const searched = [...new Set(asked)].filter((collection) => hasKeywords(collection, keywords));
    if (searched.length > 0 || asked.length === 0) return searched;
    throw new SearchError(
      'SEARCH_BAD_QUERY',
      `No searched collection has the keyword fields ${keywords.join(', ')}. Keyword fields are: ${asked
        .map(({ name, fields }) => {
          const own = fields.filter(({ type }) => type === 'keyword').map((field) => field.name);
          return `${name} (${own.join(', ')})`;
        })
        .join('; ')}.`,
    );
  }
}

function refuseRead(problem: string): never {
  throw new SearchError('SEARCH_BAD_QUERY', `${problem}.`);
}
