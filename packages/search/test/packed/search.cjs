// Runs in an empty project into which the packed tarball and better-sqlite3 were installed.
const assert = require('node:assert/strict');
const { SearchDb } = require('@keelson/search');
const { sqliteSearchAdapter } = require('@keelson/search/sqlite');

async function main() {
  const search = new SearchDb({ adapter: sqliteSearchAdapter({ database: 'app.db' }) });
  await search.index('tasks', [
    { id: 't1', title: 'Fix the login form', description: 'd', assignee: 'a', status: 'open' },
  ]);
  const { hits } = await search.searchAll('login');
  assert.equal(hits.length, 1);
  await search.close();
}

main();
