import type { Scenario } from '@keelson/internal-conformance/scenario';
import { expect } from 'vitest';
import type { SearchAdapter } from '../adapter.js';
import type { CollectionSchemas, MessageDocument } from '../collection.js';
import { SearchDb } from '../search-db.js';
import type { SearchResult } from '../search-result.js';

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

/** A scenario of messages by id, and of queries with the ids that each must find, in any order. */
export function finds(
  key: string,
  title: string,
  messages: Readonly<Record<string, string | MessageDocument>>,
  queries: Readonly<Record<string, readonly string[]>>,
): Scenario<SearchAdapter> {
  return {
    key,
    title,
    async run({ adapter }) {
      const search = searchOver(adapter());
      await search.index(
        'messages',
        Object.entries(messages).map(([id, each]) => (typeof each === 'string' ? message(id, each) : each)),
      );
      for (const [query, expected] of Object.entries(queries)) {
        const result = await search.searchAll(query, { limit: 200, typos: false });
        expect(ids(result).sort(), JSON.stringify(query)).toEqual([...expected].sort());
      }
    },
  };
}
