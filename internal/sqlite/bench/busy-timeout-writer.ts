// The usual way: better-sqlite3 waits for the lock inside the call. Takes and reports what the writer fixture does.
// busy-timeout-writer.ts FILE NAME MILLISECONDS CONCURRENCY
import { setImmediate as nextTurn } from 'node:timers/promises';
import { measureStalls } from '@keelson/internal-conformance/stall-meter';
import Database from 'better-sqlite3';

const [file = '', name = '', milliseconds = '0', concurrency = '1'] = process.argv.slice(2);
const database = new Database(file, { timeout: 5_000 });
database.pragma('journal_mode = WAL');
database.pragma('synchronous = FULL');
const insert = database.prepare('INSERT INTO ledger VALUES (?, ?)');

const longestStall = measureStalls();
let seq = 0;
let acknowledged = 0;
const failures: string[] = [];
const end = performance.now() + Number(milliseconds);
await Promise.all(
  Array.from({ length: Number(concurrency) }, async () => {
    while (performance.now() < end) {
      try {
        insert.run(name, (seq += 1));
        acknowledged += 1;
      } catch (error) {
        failures.push(String(error));
      }
      await nextTurn();
    }
  }),
);
database.close();
process.send?.({ acknowledged, failures, longestStall: longestStall() });
process.disconnect();
