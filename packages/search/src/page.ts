import type { AdapterPage, Place, StoredDocument } from './adapter.js';
import { SearchError } from './errors.js';
import { charactersIn } from './slices.js';

/** A page ends at this much text, in UTF-16 units, whatever its limit. */
const MAX_CHARACTERS = 4 * 1024 * 1024;

/** Reads `next` of an earlier page. */
export function fromCursor(cursor: string | null): Place | null {
  if (cursor === null) return null;
  const match = /^(-?\d+)\.(\d+)$/.exec(cursor);
  if (match !== null) return { timestamp: Number(match[1]), row: Number(match[2]) };
  throw new SearchError(
    'SEARCH_BAD_QUERY',
    'cursor: expected the `next` of an earlier page of the same list.',
  );
}

/** Cuts a page from entries in order, of which at least one more than the limit was read if there is one. */
export function pageOf(
  entries: Iterable<Place & { readonly document: StoredDocument }>,
  limit: number,
): AdapterPage {
  const items: StoredDocument[] = [];
  let characters = 0;
  let last: Place | undefined;
  for (const entry of entries) {
    if (last !== undefined && (items.length === limit || characters > MAX_CHARACTERS)) {
      return { items, next: `${last.timestamp}.${last.row}` };
    }
    items.push(entry.document);
    characters += charactersIn(entry.document);
    last = entry;
  }
  return { items, next: null };
}
