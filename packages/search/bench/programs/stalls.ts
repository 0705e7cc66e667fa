import { setTimeout as sleep } from 'node:timers/promises';
import { SearchDb } from '@keelson/search';
import { sqliteSearchAdapter } from '@keelson/search/sqlite';
import { type LongestTurn, measureLongestTurn } from '../longest-turn.js';
import { settled } from '../settled.js';
import { readDocuments } from './documents.js';
import { answer } from './job.js';

/** Imports and rebuilds, and watches its own event loop. */
export interface StallsJob {
  readonly database: string;
  readonly documents: string;
}

/** For how long the main thread was held up at once. */
export interface StallsReport {
  readonly import: LongestTurn;
  /** From the last document until the process is quiet. */
  readonly merge: LongestTurn;
  readonly rebuild: LongestTurn;
}

answer(async ({ database, documents: file }: StallsJob): Promise<StallsReport> => {
  const documents = await readDocuments(file);
  const search = new SearchDb({ adapter: sqliteSearchAdapter({ database }) });
  await search.open();
  const report = {
    import: await longestTurn(() => search.index('messages', documents)),
    merge: await longestTurn(settled),
    rebuild: await longestTurn(() => search.rebuild()),
  };
  await search.close();
  return report;
});

async function longestTurn(run: () => Promise<unknown>): Promise<LongestTurn> {
  const stop = measureLongestTurn();
  await run();
  // The meter's timer sees the last turn at its next one.
  await sleep(20);
  return stop();
}
