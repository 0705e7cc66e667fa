// Runs in an empty project into which the packed tarball and better-sqlite3 were installed.
import assert from 'node:assert/strict';
import { SearchDb } from '@keelson/search';
import { sqliteSearchAdapter } from '@keelson/search/sqlite';
const search = new SearchDb({ adapter: sqliteSearchAdapter({ database: 'app.db' }) });
await search.index('tasks', [
  { id: 't1', title: 'Fix the login form', description: 'd', assignee: 'a', status: 'open' },
]);
const { hits } = await search.searchAll('login');
assert.equal(hits.length, 1);
await search.close();
