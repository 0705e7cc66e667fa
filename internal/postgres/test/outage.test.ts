import { startPostgres } from '@keelson/internal-conformance/postgres-server';
import { expect, it, onTestFinished } from 'vitest';
import { PostgresListener } from '../src/listen.js';
import { openPool } from '../src/pool.js';
import { query, transaction } from '../src/transaction.js';

it('A server that stops in the middle is reported as unreachable and used again once it is back', async () => {
  const server = await startPostgres();
  onTestFinished(() => server.remove());
  const store = await openPool({ pool: server.url });
  onTestFinished(() => store.close());
  const listener = new PostgresListener(store, { channels: ['news'], maxPauseMs: 50 });
  onTestFinished(() => listener.close());
  const told: string[] = [];
  listener.on('disconnected', ({ reason }) => told.push(reason));
  const reconnected = new Promise((resolve) => listener.once('reconnected', resolve));
  await listener.open();
  await query(store, 'CREATE TABLE notes (id integer)');

  const interrupted = transaction(store, async (inside) => {
    await inside.query('INSERT INTO notes VALUES (1)');
    await server.stop();
    await inside.query('INSERT INTO notes VALUES (2)');
  });
  await expect(interrupted).rejects.toMatchObject({ reason: 'UNREACHABLE', retryable: true });
  await expect(query(store, 'SELECT 1')).rejects.toMatchObject({ reason: 'UNREACHABLE', retryable: true });

  await server.start();
  expect((await query(store, 'SELECT * FROM notes')).rows).toEqual([]);
  await reconnected;
  expect(told).toEqual(['UNREACHABLE']);
});
