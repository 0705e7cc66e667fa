import { asyncDispose } from '@keelson/internal-runtime/async-dispose';
import { Lifecycle } from '@keelson/internal-runtime/lifecycle';
import { Observable } from '@keelson/internal-runtime/observable';
import { parse } from '@keelson/internal-runtime/parse-options';
import { z } from 'zod';
import type { SampleAdapter, SampleRecord } from './adapter.js';
import { SampleError } from './errors.js';
import type { SampleStoreEvents } from './events.js';
import { parseOptions, type SampleStoreOptions } from './options.js';

/** Which page `list` returns. */
export interface SampleListOptions {
  /** The `next` of the page before. @default null, the first page */
  readonly after?: string | null | undefined;
  /** The most records of one page, from 1 to 1,000. @default 100 */
  readonly limit?: number | undefined;
}

/** One page of records, ascending by name. */
export interface SamplePage {
  readonly items: readonly SampleRecord[];
  /** What to pass as `after` for the next page; `null` on the last. */
  readonly next: string | null;
}

const name = z
  .string()
  .regex(/^[a-z0-9._-]{1,100}$/, 'expected 1 to 100 characters of a-z, 0-9, ".", "_" and "-"');
const page = z.object({
  after: name.nullable().default(null),
  limit: z.int().min(1).max(1000).default(100),
});

/**
 * Keeps named values. It opens on first use.
 *
 * @example
 * const store = new SampleStore({ adapter: memorySampleAdapter() });
 * await store.put([{ name: 'greeting', value: 'hello' }]);
 * await store.get('greeting'); // 'hello'
 * await store.close();
 */
export class SampleStore extends Observable<SampleStoreEvents> {
  readonly #adapter: SampleAdapter;
  readonly #records: z.ZodType<SampleRecord[]>;
  readonly #lifecycle: Lifecycle;

  /**
   * Stores the options; nothing is opened yet.
   *
   * @throws {SampleError} `SAMPLE_INVALID_OPTIONS`
   */
  constructor(options: SampleStoreOptions) {
    super();
    const { adapter, maxValueLength } = parseOptions(options);
    this.#adapter = adapter;
    this.#records = z.array(z.object({ name, value: z.string().max(maxValueLength) })).max(1000);
    this.#lifecycle = new Lifecycle({
      open: () => adapter.open(),
      close: () => adapter.close(),
      closed: () => new SampleError('SAMPLE_CLOSED', 'The store was closed. Make a new SampleStore.'),
    });
  }

  /** Opens now rather than at the first call, so that a wrong location shows early. */
  open(): Promise<void> {
    return this.#lifecycle.open();
  }

  /**
   * Inserts or replaces up to 1,000 records: all of them, or none.
   *
   * @throws {SampleError} `SAMPLE_INVALID_ARGUMENT`, `SAMPLE_CLOSED`
   */
  async put(records: readonly SampleRecord[]): Promise<void> {
    const accepted = parseArgument('put', this.#records, records);
    await this.#lifecycle.run(() => this.#adapter.put(accepted));
    this.emit('stored', accepted);
  }

  /**
   * The value under this name, or `null`.
   *
   * @throws {SampleError} `SAMPLE_INVALID_ARGUMENT`, `SAMPLE_CLOSED`
   */
  async get(key: string): Promise<string | null> {
    const accepted = parseArgument('get', name, key);
    const [record] = await this.#lifecycle.run(() => this.#adapter.get([accepted]));
    return record?.value ?? null;
  }

  /**
   * One page of all records, ascending by name.
   *
   * @throws {SampleError} `SAMPLE_INVALID_ARGUMENT`, `SAMPLE_CLOSED`
   */
  async list(options: SampleListOptions = {}): Promise<SamplePage> {
    const { after, limit } = parseArgument('list', page, options);
    // One record more than asked tells whether another page follows.
    const records = await this.#lifecycle.run(() => this.#adapter.list({ after, limit: limit + 1 }));
    const items = records.slice(0, limit);
    return { items, next: records.length > limit ? (items.at(-1)?.name ?? null) : null };
  }

  /** Refuses new calls, waits for those in flight, then closes the adapter. */
  close(): Promise<void> {
    return this.#lifecycle.close();
  }

  /** `await using` closes the store at the end of its block. */
  [asyncDispose](): Promise<void> {
    return this.close();
  }
}

function parseArgument<Output>(method: string, schema: z.ZodType<Output>, input: unknown): Output {
  return parse(
    schema,
    input,
    (summary, _problems, cause) =>
      new SampleError('SAMPLE_INVALID_ARGUMENT', `SampleStore.${method} was refused: ${summary}.`, { cause }),
  );
}
