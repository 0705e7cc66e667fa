// What group commit gains: 256 callers write one row each, every write durable (WAL, synchronous=FULL).
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchmark } from '../../../tooling/benchmark.js';
import { GroupCommit } from '../src/group-commit.js';
import { openDatabase } from '../src/open.js';

const WRITERS = 256;
const folder = mkdtempSync(join(tmpdir(), 'keelson-bench-'));
const { database, ...opened } = await openDatabase(join(folder, 'app.db'));
database.exec('CREATE TABLE rows (id INTEGER PRIMARY KEY, body TEXT NOT NULL)');
const insert = database.prepare('INSERT INTO rows (body) VALUES (?)');
const commits = new GroupCommit({ database, ...opened });
const body =
  'an event of about one hundred characters, as an application that hosts agents writes many of them';

await benchmark({
  name: 'sqlite-group-commit',
  title: `${WRITERS} concurrent single writes, each durable when acknowledged`,
  unit: 'write',
  operations: WRITERS,
  baseline: 'one transaction per row',
  alternatives: [
    {
      name: 'one transaction per row',
      run: () => {
        for (let n = 0; n < WRITERS; n += 1) insert.run(body);
      },
    },
    {
      name: 'group commit',
      run: () => Promise.all(Array.from({ length: WRITERS }, () => commits.submit(() => insert.run(body)))),
    },
    {
      name: 'one transaction by hand (the bound)',
      run: () => {
        database.exec('BEGIN IMMEDIATE');
        for (let n = 0; n < WRITERS; n += 1) insert.run(body);
        database.exec('COMMIT');
      },
    },
  ],
  packages: ['better-sqlite3'],
});

opened.close();
rmSync(folder, { recursive: true });
