import { join } from 'node:path';
import { type MessageDocument, SearchDb } from '@keelson/search';
import { sqliteSearchAdapter } from '@keelson/search/sqlite';
import Database from 'better-sqlite3';
import { costOf } from '../cpu.js';
import { answer } from './job.js';
import { readDocuments } from './documents.js';

/** Writes the same messages one at a time, durably, in two ways. */
export interface WritesJob {
  readonly folder: string;
  readonly documents: string;
  readonly writers: number;
  readonly rounds: number;
}

export interface WritesReport {
  /** Wall time of each round. */
  readonly oursMs: readonly number[];
  readonly oneRowMs: readonly number[];
  readonly documentsPerRound: number;
  /** Of so many acknowledged messages, so many were found at once. */
  readonly acknowledged: number;
  readonly found: number;
}

answer(async ({ folder, documents: file, writers, rounds }: WritesJob): Promise<WritesReport> => {
  const documents = await readDocuments(file);
  const perRound = Math.floor(documents.length / (rounds + 1));
  const search = new SearchDb({ adapter: sqliteSearchAdapter({ database: join(folder, 'writes.db') }) });
  await search.open();
  const oneRow = oneRowWriter(join(folder, 'one-row.db'));

  const [oursMs, oneRowMs]: [number[], number[]] = [[], []];
  for (let round = 0; round <= rounds; round += 1) {
    const part = documents.slice(round * perRound, (round + 1) * perRound);
    const ours = await costOf(() => together(part, writers, (message) => search.indexMessage(message)));
    const theirs = await costOf(() => part.forEach(oneRow));
    // The first round warms up.
    if (round === 0) continue;
    oursMs.push(ours.wallMs);
    oneRowMs.push(theirs.wallMs);
  }

  let found = 0;
  const marked = documents.slice(0, 100).map((message, index) => ({
    ...message,
    id: `marked-${index}`,
    content: `${message.content} acknowledged${index}mark`,
  }));
  await together(marked, writers, async (message) => {
    await search.indexMessage(message);
    const word = message.content.split(' ').at(-1) ?? '';
    const { hits } = await search.searchAll(word, { prefix: false });
    found += Number(hits.some(({ id }) => id === message.id));
  });
  await search.close();
  return { oursMs, oneRowMs, documentsPerRound: perRound, acknowledged: marked.length, found };
});

/** So many writers take the next message as soon as their last one is acknowledged. */
async function together(
  messages: readonly MessageDocument[],
  writers: number,
  write: (message: MessageDocument) => Promise<void>,
): Promise<void> {
  const queue = messages.values();
  await Promise.all(
    Array.from({ length: writers }, async () => {
      for (const message of queue) await write(message);
    }),
  );
}

/** Each row is a transaction of its own, on disk when it returns. */
function oneRowWriter(file: string): (message: MessageDocument) => void {
  const database = new Database(file);
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec(
    'CREATE VIRTUAL TABLE messages USING fts5(id UNINDEXED, session UNINDEXED, time UNINDEXED, content)',
  );
  const insert = database.prepare('INSERT INTO messages VALUES (?, ?, ?, ?)');
  return ({ id, sessionId, timestamp, content }) => void insert.run(id, sessionId, timestamp ?? 0, content);
}
