import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { type ListenerOptions, MAX_PAYLOAD_BYTES, notify, PostgresListener } from '../src/listen.js';
import type { SchemaPool } from '../src/pool.js';
import { query, transaction } from '../src/transaction.js';
import { closedPort, startNetwork } from './network.js';
import { freshStore, secondStore, serverUrl } from './store.js';

const CHANNEL = 'My "odd" Chännel';

interface Heard {
  readonly listener: PostgresListener;
  readonly events: unknown[];
  /** Resolves once an event satisfies the check. */
  until(check: (event: unknown) => boolean): Promise<void>;
}

/** A listener that records what it tells. */
function listenerOn(pool: SchemaPool, options: Partial<ListenerOptions> = {}): Heard {
  const listener = new PostgresListener(pool, { channels: [CHANNEL], maxPauseMs: 50, ...options });
  const events: unknown[] = [];
  const arrivals = new EventTarget();
  const record = (event: unknown) => {
    events.push(event);
    arrivals.dispatchEvent(new Event('arrival'));
  };
  listener.on('notified', ({ channel, payload }) => record(`${channel}: ${payload}`));
  listener.on('disconnected', (fault) => record(fault.reason));
  listener.on('reconnected', () => record('reconnected'));
  onTestFinished(() => listener.close());
  return {
    listener,
    events,
    async until(check) {
      while (!events.some(check)) await once(arrivals, 'arrival');
    },
  };
}

async function send(pool: SchemaPool, payload: string, channel = CHANNEL): Promise<void> {
  await transaction(pool, (inside) => notify(inside, channel, payload));
}

/** Ends the connection that listens, as a failover or an administrator would. */
async function endListener(pool: SchemaPool): Promise<void> {
  // The last statement of a listener's connection is its heartbeat.
  const text = `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE query LIKE 'SELECT pg_notify%' AND state = 'idle' AND application_name = $1`;
  await query(pool, text, [pool.schema.slice(-36)]);
}

/** A pool whose connections can be told apart from those of other tests. */
async function namedStore(store: SchemaPool): Promise<SchemaPool> {
  const url = new URL(serverUrl());
  url.searchParams.set('application_name', store.schema.slice(-36));
  return secondStore(store, { pool: url.href, maxConnections: 2 });
}

it('hears what is committed, on the channels it asked for, with names that need quoting', async () => {
  const store = await freshStore();
  const heard = listenerOn(store);
  await heard.listener.open();
  await send(store, 'elsewhere', 'another channel');
  const failing = transaction(store, async (inside) => {
    await notify(inside, CHANNEL, 'rolled back');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  await send(store, 'é'.repeat(10));
  await heard.until((event) => event !== undefined);
  expect(heard.events).toEqual([`${CHANNEL}: ${'é'.repeat(10)}`]);
});

it('carries payloads up to the limit and refuses longer ones with advice', async () => {
  const store = await freshStore();
  const heard = listenerOn(store);
  await heard.listener.open();
  await send(store, 'x'.repeat(MAX_PAYLOAD_BYTES));
  await heard.until((event) => typeof event === 'string' && event.length > MAX_PAYLOAD_BYTES);
  await expect(send(store, 'é'.repeat(4_000))).rejects.toMatchObject({
    message: expect.stringContaining('got 8000') as string,
  });
});

it('reconnects after its connection was ended, tells that notifications may be missing, and hears again', async () => {
  const store = await freshStore();
  const heard = listenerOn(await namedStore(store));
  await heard.listener.open();
  for (const round of ['first', 'second']) {
    heard.events.length = 0;
    await endListener(store);
    await heard.until((event) => event === 'reconnected');
    await send(store, round);
    await heard.until((event) => event === `${CHANNEL}: ${round}`);
    expect(heard.events).toEqual(['UNREACHABLE', 'reconnected', `${CHANNEL}: ${round}`]);
  }
});

it('notices a connection that went silent', async () => {
  const store = await freshStore();
  const network = await startNetwork(serverUrl());
  const remote = await secondStore(store, { pool: serverUrl({ port: network.port }) });
  const heard = listenerOn(remote, { heartbeatMs: 50, answerTimeoutMs: 200 });
  await heard.listener.open();
  network.freeze();
  await heard.until((event) => event === 'reconnected');
  await send(store, 'still here');
  await heard.until((event) => event === `${CHANNEL}: still here`);
});

it('finds out that notifications do not get through, as behind a pooler', async () => {
  const store = await freshStore();
  // A pooler in transaction mode takes LISTEN and delivers nothing, like a client that never tells of a notification.
  const deaf: SchemaPool = {
    ...store,
    pool: {
      end: () => store.pool.end(),
      on: (event, listener) => store.pool.on(event, listener),
      removeListener: (event, listener) => store.pool.removeListener(event, listener),
      async connect() {
        const client = await store.pool.connect();
        return {
          query: (statement) => client.query(statement),
          release: (error) => client.release(error),
          on: (event: string, listener: never) =>
            event === 'error' ? client.on(event, listener) : undefined,
          removeListener: (event: string, listener: never) =>
            event === 'error' ? client.removeListener(event, listener) : undefined,
        };
      },
    },
  };
  const { listener } = listenerOn(deaf, { answerTimeoutMs: 100 });
  await expect(listener.open()).rejects.toMatchObject({
    reason: 'UNREACHABLE',
    message: expect.stringContaining('pgbouncer') as string,
  });
});

it('rejects open while the server is down, leaves nothing behind, and may be opened later', async () => {
  const store = await freshStore();
  const down = await secondStore(store, { pool: serverUrl({ port: await closedPort() }) });
  const { listener, events } = listenerOn(down);
  await expect(listener.open()).rejects.toMatchObject({ reason: 'UNREACHABLE' });
  await expect(listener.open()).rejects.toMatchObject({ reason: 'UNREACHABLE' });
  expect(events).toEqual([]);
});

it('gives its connection up when closed, which may happen twice', async () => {
  const store = await freshStore();
  const named = await namedStore(store);
  const heard = listenerOn(named);
  await heard.listener.open();
  await heard.listener.close();
  await heard.listener.close();
  await expect(heard.listener.open()).rejects.toMatchObject({ reason: 'CLOSED' });
  await named.close();
  const text = 'SELECT FROM pg_stat_activity WHERE application_name = $1';
  while ((await query(store, text, [named.schema.slice(-36)])).rowCount > 0);
  expect(heard.events).toEqual([]);
});
