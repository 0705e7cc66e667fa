import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { corpus, type CorpusOptions, ordinalOf } from './corpus.js';
import { batches } from './database.js';
import { progressOf } from './progress.js';

/** The named alternative: the same text in one FTS5 table with the tokenizer `unicode61`. Built once in `folder`. */
export function openExactIndex(folder: string, options: CorpusOptions): string {
  const file = join(folder, 'exact.db');
  if (existsSync(file)) return file;
  const unfinished = `${file}.unfinished`;
  rmSync(unfinished, { force: true });
  const database = new Database(unfinished);
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  database.exec('CREATE VIRTUAL TABLE exact USING fts5(content)');
  const insert = database.prepare('INSERT INTO exact (rowid, content) VALUES (?, ?)');
  const progress = progressOf('Building the exact index', options.documents);
  let done = 0;
  for (const batch of batches(corpus(options), 5_000)) {
    database.transaction(() => {
      for (const { id, content } of batch) insert.run(ordinalOf(id), content);
    })();
    progress((done += batch.length));
  }
  database.close();
  renameSync(unfinished, file);
  return file;
}
