import { createHash } from 'node:crypto';
import { full } from '@keelson/internal-conformance/services';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BatchRow, type BatchTarget, writeRows } from '../src/batch.js';
import { type PostgresTransaction, query, transaction } from '../src/transaction.js';
import { storableJson, storableText } from '../src/storable-text.js';
import { anyText } from './any-text.js';
import { freshStore } from './store.js';

const TARGET: BatchTarget = {
  table: 'odd "table"',
  columns: {
    id: 'text',
    'Größe "x"': 'bigint',
    small: 'integer',
    ratio: 'double precision',
    flag: 'boolean',
    data: 'bytea',
    extra: 'jsonb',
  },
  key: ['id'],
};
const CREATE = `CREATE TABLE "odd ""table""" (id text PRIMARY KEY, "Größe ""x""" bigint, small integer,
  ratio double precision, flag boolean, data bytea, extra jsonb)`;
const READ = 'SELECT * FROM "odd ""table"""';

/** Text with everything that has ever broken an escaper. */
const awkward = fc.oneof(
  anyText,
  fc.constantFrom(
    '',
    '\0',
    '\ud800',
    '\udc00x',
    '{"a","b"}',
    'NULL',
    '\\',
    '\\"',
    "'; --",
    ',',
    '{}',
    '\r\n',
    '👩‍🚀',
  ),
);
const json = fc.jsonValue({ depthSize: 'small' }).filter((value) => value !== null);
const row = fc.record({
  id: awkward,
  'Größe "x"': fc.option(fc.maxSafeInteger()),
  small: fc.option(fc.integer()),
  ratio: fc.option(fc.double()),
  flag: fc.option(fc.boolean()),
  data: fc.option(fc.uint8Array()),
  extra: fc.option(json),
});

/** Counts statements and the texts they have. */
function watched(inside: PostgresTransaction): { texts: string[]; transaction: PostgresTransaction } {
  const texts: string[] = [];
  return {
    texts,
    transaction: {
      query(text, values) {
        texts.push(text);
        return inside.query(text, values);
      },
    },
  };
}

describe('a batch', () => {
  it('brings awkward values back as they went in', async () => {
    const store = await freshStore();
    await query(store, CREATE);
    // A failure prints the seed and the smallest rows.
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
        const expected = new Map<string, BatchRow>();
        for (const each of rows) {
          const id = storableText(each.id);
          const extra: unknown = each.extra === null ? null : JSON.parse(storableJson(each.extra));
          expected.set(id, { ...each, id, extra });
        }
        await query(store, 'TRUNCATE "odd ""table"""');
        await transaction(store, (inside) => writeRows(inside, TARGET, rows, { rows: 7 }));
        const read = (await query<{ id: string }>(store, READ)).rows;
        expect(new Map(read.map((each) => [each.id, each]))).toEqual(expected);
      }),
      { numRuns: full ? 500 : 25 },
    );
  });

  it('has one statement text for any number of rows', async () => {
    const store = await freshStore();
    await query(store, 'CREATE TABLE notes (id bigint)');
    const texts = await transaction(store, async (inside) => {
      const watch = watched(inside);
      for (const count of [1, 2, 500]) {
        const rows = Array.from({ length: count }, (_, id) => ({ id }));
        expect(await writeRows(watch.transaction, { table: 'notes', columns: { id: 'bigint' } }, rows)).toBe(
          count,
        );
      }
      return watch.texts;
    });
    expect(new Set(texts).size).toBe(1);
  });

  it('sends no more rows or bytes at once than its limits, and a larger row alone', async () => {
    const store = await freshStore();
    await query(store, 'CREATE TABLE notes (body text)');
    const target: BatchTarget = { table: 'notes', columns: { body: 'text' } };
    const statements = (bodies: readonly string[]) =>
      transaction(store, async (inside) => {
        const watch = watched(inside);
        const rows = bodies.map((body) => ({ body }));
        expect(await writeRows(watch.transaction, target, rows, { rows: 3, bytes: 100 })).toBe(rows.length);
        return watch.texts.length;
      });
    expect(await statements([])).toBe(0);
    expect(await statements(['a', 'b', 'c'])).toBe(1);
    expect(await statements(['a', 'b', 'c', 'd'])).toBe(2);
    expect(await statements(['é'.repeat(20), 'é'.repeat(20), 'é'.repeat(20)])).toBe(2);
    expect(await statements(['a', 'x'.repeat(10_000), 'b'])).toBe(3);
  });

  it('takes a message of 10 MB full of quotes and backslashes', async () => {
    const store = await freshStore();
    await query(store, 'CREATE TABLE notes (body text)');
    const body = '"\\é'.repeat(2_500_000);
    const target: BatchTarget = { table: 'notes', columns: { body: 'text' } };
    await transaction(store, (inside) => writeRows(inside, target, [{ body }]));
    const { rows } = await query(store, 'SELECT md5(body) FROM notes');
    expect(rows).toEqual([{ md5: createHash('md5').update(body).digest('hex') }]);
  });

  it('keeps the later of two rows with one key, also of two keys that are stored as one', async () => {
    const store = await freshStore();
    await query(store, 'CREATE TABLE notes (id text PRIMARY KEY, n integer)');
    const target: BatchTarget = { table: 'notes', columns: { id: 'text', n: 'integer' }, key: ['id'] };
    const rows = [
      { id: 'a', n: 1 },
      { id: 'x\0', n: 2 },
      { id: 'a', n: 3 },
      { id: 'x\uFFFD', n: 4 },
    ];
    const stored = async () => (await query(store, 'SELECT id, n FROM notes ORDER BY n')).rows;
    await transaction(store, (inside) => writeRows(inside, target, rows));
    expect(await stored()).toEqual([rows[2], rows[3]]);
    const late = [
      { id: 'a', n: 9 },
      { id: 'b', n: 5 },
      { id: 'b', n: 6 },
    ];
    const ignoring: BatchTarget = { ...target, onConflict: 'ignore' };
    expect(await transaction(store, (inside) => writeRows(inside, ignoring, late))).toBe(1);
    expect(await stored()).toEqual([rows[2], rows[3], late[1]]);
  });

  it('leaves the columns of an existing row that are to be kept as they are', async () => {
    const store = await freshStore();
    await query(store, 'CREATE TABLE notes (id text PRIMARY KEY, place integer, n integer)');
    const target: BatchTarget = {
      table: 'notes',
      columns: { id: 'text', place: 'integer', n: 'integer' },
      key: ['id'],
      keep: ['place'],
    };
    const write = (rows: readonly BatchRow[]) =>
      transaction(store, (inside) => writeRows(inside, target, rows));
    await write([{ id: 'a', place: 1, n: 1 }]);
    await write([
      { id: 'a', place: 2, n: 2 },
      { id: 'b', place: 3, n: 3 },
    ]);
    expect((await query(store, 'SELECT * FROM notes ORDER BY id')).rows).toEqual([
      { id: 'a', place: 1, n: 2 },
      { id: 'b', place: 3, n: 3 },
    ]);
  });

  it('writes a tsvector in its binary form', async () => {
    const store = await freshStore();
    await query(store, 'CREATE TABLE notes (terms tsvector)');
    // One lexeme, its text ending with a zero, and the position 5 with the label A.
    const terms = Buffer.concat([
      Buffer.from([0, 0, 0, 1]),
      Buffer.from("it's\0"),
      Buffer.from([0, 1, 0xc0, 5]),
    ]);
    const target: BatchTarget = { table: 'notes', columns: { terms: 'tsvector' } };
    await transaction(store, (inside) => writeRows(inside, target, [{ terms }, { terms: null }]));
    const { rows } = await query(store, 'SELECT terms FROM notes');
    expect(rows).toEqual([{ terms: "'it''s':5A" }, { terms: null }]);
  });

  it('fails on a number that its column cannot hold', async () => {
    const store = await freshStore();
    await query(store, 'CREATE TABLE notes (id bigint)');
    const write = (id: number) =>
      transaction(store, (inside) =>
        writeRows(inside, { table: 'notes', columns: { id: 'bigint' } }, [{ id }]),
      );
    await expect(write(1.5)).rejects.toThrow(RangeError);
  });

  it('does not deadlock with another batch that has the same rows in another order', async () => {
    const store = await freshStore();
    await query(store, 'CREATE TABLE notes (id integer PRIMARY KEY, n integer)');
    const target: BatchTarget = { table: 'notes', columns: { id: 'integer', n: 'integer' }, key: ['id'] };
    const rows = Array.from({ length: 2_000 }, (_, id) => ({ id, n: id }));
    let runs = 0;
    const write = (each: readonly BatchRow[]) =>
      transaction(store, (inside) => {
        runs += 1;
        return writeRows(inside, target, each, { rows: 100 });
      });
    const reversed = rows.toReversed();
    await Promise.all([write(rows), write(reversed), write(rows), write(reversed)]);
    expect(runs).toBe(4);
  });
});
