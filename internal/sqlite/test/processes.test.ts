import { once } from 'node:events';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { full } from '@keelson/internal-conformance/services';
import { describe, expect, it } from 'vitest';
import { runChild, startChild } from './fixtures/run-child.js';
import { temporaryFolder } from './fixtures/temporary-folder.js';

describe('two processes on one file', () => {
  const milliseconds = full ? 10_000 : 1_000;

  it(`write for ${milliseconds} ms without a busy error, a lost row or a stall over 50 ms`, async () => {
    const file = join(temporaryFolder(), 'app.db');
    await runChild('migrator', file);
    const [a, b, control] = await Promise.all([
      runChild('writer', file, 'a', String(milliseconds), '32'),
      runChild('writer', file, 'b', String(milliseconds), '32'),
      runChild('idle', String(milliseconds)),
    ]);
    expect([...a.failures, ...b.failures]).toEqual([]);
    const database = new Database(file, { readonly: true });
    const stored = (writer: string) =>
      database.prepare('SELECT count(*) FROM ledger WHERE writer = ?').pluck().get(writer);
    expect(stored('a')).toBe(a.acknowledged);
    expect(stored('b')).toBe(b.acknowledged);
    database.close();
    // Neither starves.
    expect(Math.min(a.acknowledged, b.acknowledged)).toBeGreaterThan(
      0.05 * Math.max(a.acknowledged, b.acknowledged),
    );
    // What an idle process was held up by, the machine did.
    expect(Math.max(a.longestStall, b.longestStall)).toBeLessThan(50 + control.longestStall);
  });
});

describe('kill -9', () => {
  const rounds = full ? 40 : 3;

  it(`loses no acknowledged write in ${rounds} rounds`, async () => {
    const file = join(temporaryFolder(), 'app.db');
    let acknowledgedInAll = 0;
    for (let round = 0; round < rounds; round += 1) {
      const name = `round ${round}`;
      const child = startChild('writer', file, name, '60000', '16');
      let output = '';
      child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
      await once(child.stdout!, 'data');
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 120));
      child.kill('SIGKILL');
      await once(child, 'close');
      const acknowledged = output.slice(0, output.lastIndexOf('\n')).split('\n').map(Number);
      acknowledgedInAll += acknowledged.length;

      const database = new Database(file);
      const stored = new Set(database.prepare('SELECT seq FROM ledger WHERE writer = ?').pluck().all(name));
      expect(acknowledged.filter((seq) => !stored.has(seq))).toEqual([]);
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
      database.close();
    }
    expect(acknowledgedInAll).toBeGreaterThan(rounds * 10);
  }, 300_000);
});
