import type { SearchAdapter } from './adapter.js';
import type { Collection } from './collection.js';
import { documentReader } from './document.js';
import { throwIfAborted } from './errors.js';
import { slices } from './slices.js';
import { Turns } from './turns.js';

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

/** Checks all documents, then puts them slice by slice. */
export async function indexDocuments(
  adapter: SearchAdapter,
  tenant: string,
  collection: Collection,
  inputs: readonly unknown[],
  { signal, onProgress }: BulkOptions,
): Promise<void> {
  throwIfAborted(signal);
  const read = documentReader(collection);
  const turns = new Turns();
  for (const [index, input] of inputs.entries()) {
    read(input, index);
    if (turns.isOver) await turns.next();
    throwIfAborted(signal);
  }
  let done = 0;
  // Read again: keeping what the first reading made would fill the memory of a large import twice.
  for (const documents of slices(mapped(inputs, read))) {
    if (turns.isOver) await turns.next();
    throwIfAborted(signal);
    await adapter.put({ tenant, collection: collection.name, documents });
    done += documents.length;
    onProgress?.({ done, total: inputs.length });
  }
}

/** Indexes the documents of all tenants anew, one collection after the other. */
export async function rebuildAll(
  adapter: SearchAdapter,
  tenant: string,
  { signal, onProgress }: BulkOptions,
): Promise<void> {
  // Until its first slice the documents of this tenant are what is known of a collection.
  const stats = await adapter.stats(tenant);
  const totals = new Map(stats.map(({ collection, documents }) => [collection, documents]));
  let before = 0;
  for (const collection of totals.keys()) {
    for (let finished = false; !finished;) {
      throwIfAborted(signal);
      const slice = await adapter.rebuildSlice(collection);
      finished = slice.finished;
      totals.set(collection, slice.total);
      const total = [...totals.values()].reduce((sum, documents) => sum + documents, 0);
      onProgress?.({ done: Math.min(before + slice.done, total), total });
    }
    before += totals.get(collection) ?? 0;
  }
}

function* mapped<From, To>(items: readonly From[], map: (item: From, index: number) => To): Generator<To> {
  for (const [index, item] of items.entries()) yield map(item, index);
}
