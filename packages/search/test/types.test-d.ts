// Checked by the compiler only: what must compile, and what must not.
import {
  type MessageDocument,
  SearchDb,
  type SearchAdapter,
  type SearchErrorCode,
  type StoredDocument,
} from '@keelson/search';
import { type SqliteDatabase, sqliteSearchAdapter } from '@keelson/search/sqlite';
import Database from 'better-sqlite3';

declare const adapter: SearchAdapter;
const search = new SearchDb({
  adapter,
  collections: { notes: { fields: { title: { type: 'text', required: true }, stars: { type: 'number' } } } },
});

void search.index('notes', [{ id: 'n', title: 'text', stars: 4 }]);
void search.index('messages', [{ id: 'm', sessionId: 's', content: 'text' }]);
void search.searchAll('text', { filters: { sessionId: ['a'], after: 5 } });
void search.searchAll('text', { recency: false, collapse: 'sessionId', input: undefined, deadlineMs: 50 });
void search.forTenant('acme').index('notes', [{ id: 'n', title: 'text' }]);
export const read: Promise<readonly (StoredDocument | null)[]> = search.get('notes', ['n']);
void search.context('messages', 'm', { before: 1, within: null });
export const role: string | null | undefined = (null as unknown as MessageDocument).role;
export const code: SearchErrorCode = 'SEARCH_DISK_FULL';
const handle: SqliteDatabase = new Database(':memory:');
sqliteSearchAdapter({ database: handle, worker: undefined });

// @ts-expect-error A required field is missing.
void search.index('notes', [{ id: 'n' }]);
// @ts-expect-error A field has another type.
void search.index('notes', [{ id: 'n', title: 'text', stars: 'four' }]);
// @ts-expect-error Recency is switched off, never on.
void search.searchAll('text', { recency: true });
// @ts-expect-error There is no such collection.
void search.forTenant('acme').get('unknown', []);
// @ts-expect-error There is no such collection.
void search.index('unknown', []);
// @ts-expect-error There is no such code.
export const wrong: SearchErrorCode = 'SEARCH_MADE_UP';
