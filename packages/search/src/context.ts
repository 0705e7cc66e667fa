import type { AdapterIds, SearchAdapter, StoredDocument } from './adapter.js';
import { toFilters } from './filters.js';
import type { ContextOptions } from './options.js';

/** A document and those around it in time, oldest first. */
export interface DocumentContext {
  readonly before: readonly StoredDocument[];
  readonly document: StoredDocument;
  readonly after: readonly StoredDocument[];
}

/** Reads one document with its neighbours, or null if there is none of that id. */
export async function readContext(
  adapter: SearchAdapter,
  ids: AdapterIds,
  { before = 3, after = 3, within }: ContextOptions,
): Promise<DocumentContext | null> {
  const [entry] = await adapter.get(ids);
  if (entry === undefined) return null;
  const { document, place } = entry;
  const value = within == null ? undefined : document[within];
  const side = async (order: 'oldest' | 'newest', limit: number) => {
    // A message outside of any session has no neighbours.
    if (limit === 0 || value === null) return [];
    const filters = toFilters(within == null ? {} : { [within]: String(value) });
    const { tenant, collection } = ids;
    return (await adapter.list({ tenant, collection, filters, order, limit, from: place })).items;
  };
  const [earlier, later] = await Promise.all([side('newest', before), side('oldest', after)]);
  return { before: earlier.toReversed(), document, after: later };
}
