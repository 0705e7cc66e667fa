import { parse } from '@keelson/internal-runtime/parse-options';
import { z } from 'zod';
import type { SearchAdapter } from './adapter.js';
import {
  type AllCollections,
  builtInCollections,
  type Collection,
  type CollectionSchemas,
  toCollection,
  toColumn,
} from './collection.js';
import { SearchError } from './errors.js';

/** Options of `new SearchDb`. */
export interface SearchDbOptions<Custom extends CollectionSchemas = Record<never, never>> {
  /** Where documents live: `memorySearchAdapter()`, `sqliteSearchAdapter({ database })` or your own. */
  readonly adapter: SearchAdapter;
  /** Collections of the host beside `messages`, `tasks` and `btmsg`. @default {} */
  readonly collections?: Custom | undefined;
  /**
   * Whose documents these are, 1 to 512 characters. Tenants share the storage and see nothing of each other.
   *
   * @default one nameless tenant
   */
  readonly tenant?: string | undefined;
}

/** Restricts a search. A collection that lacks a filtered field is left out. */
export interface SearchFilters {
  /** Epoch milliseconds, inclusive. */
  readonly after?: number | undefined;
  /** Epoch milliseconds, exclusive. */
  readonly before?: number | undefined;
  /** A keyword field and the value, or one of the values, that it must have. */
  readonly [field: string]: string | readonly string[] | number | undefined;
}

/** How age counts in ranking. */
export interface RecencyOptions {
  /** Milliseconds after which a hit counts half, above 0. It never counts less than a sixteenth. */
  readonly halfLifeMs: number;
}

/** Options of `SearchDb.searchAll`. */
export interface SearchAllOptions {
  /** Hits in the ranked list, and in each group, 1 to 200. @default 20 */
  readonly limit?: number | undefined;
  /** Collections to search. @default all */
  readonly collections?: readonly string[] | undefined;
  /** @default {} */
  readonly filters?: SearchFilters | undefined;
  /** Whether the last word may be unfinished, as while typing. @default true */
  readonly prefix?: boolean | undefined;
  /**
   * Whether words like those typed are searched for too where what was typed finds fewer than 3 documents.
   * The result says which; hits found only so are marked `corrected` and come last.
   *
   * @default true
   */
  readonly typos?: boolean | undefined;
  /** How much a hit loses with age, or false if it loses nothing. @default { halfLifeMs: 30 days } */
  readonly recency?: RecencyOptions | false | undefined;
  /** A keyword field of which each value is shown once, by its best hit: `sessionId`. @default none */
  readonly collapse?: string | undefined;
  /** Milliseconds after which the best found so far is returned as `partial`, 1 to 60,000. @default 500 */
  readonly deadlineMs?: number | undefined;
  /**
   * The name of a search box, 1 to 256 characters. A later search of the same box cancels the earlier one, which
   * rejects with `SEARCH_ABORTED`, so that no answer is shown to a query that has been typed over.
   */
  readonly input?: string | undefined;
  /** Rejects with `SEARCH_ABORTED`. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of `SearchDb.context`. */
export interface ContextOptions {
  /** Documents before, 0 to 100. A side also ends at 4 MiB of text. @default 3 */
  readonly before?: number | undefined;
  /** Documents after, 0 to 100. @default 3 */
  readonly after?: number | undefined;
  /**
   * A keyword field in which they have the same value, or null for all documents of the collection.
   *
   * @default 'sessionId'
   */
  readonly within?: string | null | undefined;
}

/** Options of `SearchDb.list`. */
export interface ListOptions {
  /** @default {} */
  readonly filters?: SearchFilters | undefined;
  /** @default 'newest' */
  readonly order?: 'oldest' | 'newest' | undefined;
  /** Documents in a page, 1 to 200. A page also ends at 4 MiB of text. @default 50 */
  readonly limit?: number | undefined;
  /** `next` of the page before. */
  readonly cursor?: string | null | undefined;
}

const NAME = /^[a-z][a-z0-9_]{0,39}$/;
const FIELD = /^[a-z][a-zA-Z0-9]{0,39}$/;
/** Names that would meet our own tables, or the ones that FTS5 puts beside each index. */
const RESERVED_NAME =
  /^(collections|generations|segments|windows|keys|blocks)$|_(data|idx|docsize|config|content|documents|next)$/;
const RESERVED_FIELDS = new Set(['id', 'rowid', 'rank', 'after', 'before']);

const weight = z.number().min(0).max(100).optional();
const fieldSchema = z.strictObject({
  type: z.enum(['text', 'keyword', 'number']),
  required: z.boolean().optional(),
  weight,
});
const collectionSchema = z.strictObject({
  weight,
  fields: z
    .record(
      z.string().regex(FIELD, 'a field name has lower case first, then letters and digits, 40 at most'),
      fieldSchema,
    )
    .refine(
      (fields) => Object.values(fields).some(({ type }) => type === 'text'),
      'expected at least one text field',
    )
    .refine(
      (fields) => Object.keys(fields).every((field) => !RESERVED_FIELDS.has(field) && !(field in {})),
      `expected other names than ${[...RESERVED_FIELDS].join(', ')} and those that every object has`,
    )
    .refine(
      (fields) => (fields['timestamp']?.type ?? 'number') === 'number',
      'expected timestamp to be a number: epoch milliseconds',
    )
    .refine(
      (fields) => new Set(Object.keys(fields).map(toColumn)).size === Object.keys(fields).length,
      'expected names that differ in snake_case too',
    ),
});
const adapterMethods = [
  'open',
  'put',
  'remove',
  'search',
  'get',
  'list',
  'rebuildSlice',
  'stats',
  'close',
] as const;

const optionsSchema = z.strictObject({
  adapter: z.custom<SearchAdapter>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      typeof (value as Partial<SearchAdapter>).capabilities === 'object' &&
      adapterMethods.every((method) => typeof (value as Partial<SearchAdapter>)[method] === 'function'),
    'expected a search adapter, such as memorySearchAdapter() or sqliteSearchAdapter({ database: "app.db" })',
  ),
  collections: z
    .record(
      z
        .string()
        .regex(NAME, 'a collection name has lower case letters, digits and _, 40 at most')
        .refine((name) => !RESERVED_NAME.test(name), 'this name is used by the index itself; choose another')
        .refine((name) => !(name in builtInCollections), 'this collection is built in; choose another name'),
      collectionSchema,
    )
    .optional(),
  tenant: z
    .string()
    .min(1)
    .max(512)
    .refine((name) => !/\p{Surrogate}|\0/u.test(name), 'expected text without NUL and lone surrogates')
    .optional(),
});

/** Checks what was given to `new SearchDb` and completes the collections. */
export function parseOptions(options: unknown): {
  readonly adapter: SearchAdapter;
  readonly collections: ReadonlyMap<string, Collection>;
  readonly tenant: string;
} {
  const parsed = parse(optionsSchema, options, (summary, problems, cause) => {
    const details = { problems: problems.map(({ path, expected }) => ({ path, expected })) };
    return new SearchError('SEARCH_BAD_OPTIONS', `SearchDb options: ${summary}.`, { cause, details });
  });
  const schemas: CollectionSchemas & AllCollections<CollectionSchemas> = {
    ...builtInCollections,
    ...parsed.collections,
  };
  return {
    adapter: parsed.adapter,
    tenant: parsed.tenant ?? '',
    collections: new Map(Object.entries(schemas).map(([name, schema]) => [name, toCollection(name, schema)])),
  };
}
