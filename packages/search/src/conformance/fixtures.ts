import type { SearchAdapter } from '../adapter.js';
import type { CollectionSchemas, MessageDocument } from '../collection.js';
import { SearchDb, type SearchResult } from '../search-db.js';

export const notes = {
  notes: {
    fields: {
      title: { type: 'text', weight: 5 },
      body: { type: 'text' },
      tag: { type: 'keyword' },
      stars: { type: 'number' },
    },
  },
} as const satisfies CollectionSchemas;

/** A `SearchDb` with the built-in collections and `notes`. */
export function searchOver(adapter: SearchAdapter): SearchDb<typeof notes> {
  return new SearchDb({ adapter, collections: notes });
}

/** A message with an id, in session `s1` unless told otherwise. */
export function message(id: string, content: string, rest: Partial<MessageDocument> = {}): MessageDocument {
  return { id, content, sessionId: 's1', timestamp: 1_000, ...rest };
}

export function ids(result: SearchResult): string[] {
  return result.hits.map(({ id }) => id);
}
