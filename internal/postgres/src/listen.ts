import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Lifecycle } from '@keelson/internal-runtime/lifecycle';
import { Observable } from '@keelson/internal-runtime/observable';
import { StorageFault } from '@keelson/internal-runtime/storage-fault';
import type { PostgresNotification } from './connection.js';
import { quoteIdentifier } from './identifier.js';
import { Lease } from './lease.js';
import type { SchemaPool } from './pool.js';
import type { PostgresTransaction } from './transaction.js';
import { translateError } from './translate-error.js';

/** What a listener tells. */
export interface ListenerEvents {
  /** A notification on one of the channels, from this process too. */
  readonly notified: { readonly channel: string; readonly payload: string };
  /** The connection broke; the listener goes on trying. */
  readonly disconnected: StorageFault;
  /** It listens again. Notifications since the disconnection are lost: read again what they would have told. */
  readonly reconnected: undefined;
}

export interface ListenerOptions {
  readonly channels: readonly string[];
  /** How often the listener makes sure that it still hears, by notifying itself. @default 30000 */
  readonly heartbeatMs?: number | undefined;
  /** How long a notification to itself may take before the connection counts as lost. @default 10000 */
  readonly answerTimeoutMs?: number | undefined;
  /** The longest pause between two attempts to reconnect. @default 30000 */
  readonly maxPauseMs?: number | undefined;
}

/** PostgreSQL refuses longer payloads: send the id of a row, not the row. */
export const MAX_PAYLOAD_BYTES = 7_999;

const FIRST_PAUSE_MS = 250;

/**
 * Hears notifications on one connection of the pool, which it keeps until it is closed: the pool needs room for two.
 * It has to be a real connection; through pgbouncer in transaction mode notifications never arrive, which `open`
 * finds out. It does not keep the process running, except while it connects.
 */
export class PostgresListener extends Observable<ListenerEvents> {
  readonly #pool: SchemaPool;
  readonly #channels: readonly string[];
  readonly #heartbeatMs: number;
  readonly #answerTimeoutMs: number;
  readonly #maxPauseMs: number;
  /** Nobody else notifies this channel. */
  readonly #ownChannel = `keelson_${randomUUID()}`;
  readonly #lifecycle = new Lifecycle({
    open: () => this.#connect(),
    close: async () => {
      this.#closed = true;
      clearTimeout(this.#timer);
      this.#lease?.release(true);
      await this.#connecting?.catch(() => undefined);
    },
    closed: closedFault,
  });
  #connecting: Promise<void> | undefined;
  #lease: Lease | undefined;
  #timer: NodeJS.Timeout | undefined;
  #heard = (): void => undefined;
  #failures = 0;
  #closed = false;

  constructor(pool: SchemaPool, options: ListenerOptions) {
    super();
    this.#pool = pool;
    this.#channels = options.channels;
    this.#heartbeatMs = options.heartbeatMs ?? 30_000;
    this.#answerTimeoutMs = options.answerTimeoutMs ?? 10_000;
    this.#maxPauseMs = options.maxPauseMs ?? 30_000;
  }

  /** Listens from now on, or rejects and leaves nothing behind. May be called twice, and again after a failure. */
  open(): Promise<void> {
    return this.#lifecycle.open();
  }

  /** Stops listening and closes the connection. May be called twice. */
  close(): Promise<void> {
    return this.#lifecycle.close();
  }

  #connect(): Promise<void> {
    this.#connecting = this.#listen();
    return this.#connecting;
  }

  async #listen(): Promise<void> {
    const lease = await Lease.take(this.#pool);
    try {
      lease.client.on('notification', this.#onNotification);
      const commands = [...this.#channels, this.#ownChannel].map(
        (channel) => `LISTEN ${quoteIdentifier(channel)}`,
      );
      await lease.run(commands.join('; '), undefined, this.#answerTimeoutMs);
      await this.#beat(lease);
      if (this.#closed) throw closedFault();
    } catch (error) {
      lease.release(true);
      throw error;
    }
    this.#lease = lease;
    // Only now: a program that waits for `open` must not end meanwhile.
    lease.client.unref?.();
    lease.client.on('error', (error) => this.#lose(lease, translateError(error, this.#pool.server)));
    this.#keepBeating(lease);
  }

  /** A connection that can notify itself is alive and no pooler stands in between. */
  async #beat(lease: Lease): Promise<void> {
    const heard = new Promise<true>((resolve) => (this.#heard = () => resolve(true)));
    await lease.run('SELECT pg_notify($1, $2)', [this.#ownChannel, ''], this.#answerTimeoutMs);
    if (await Promise.race([heard, delay(this.#answerTimeoutMs, false, { ref: false })])) return;
    throw new StorageFault(
      'UNREACHABLE',
      `${this.#pool.server} accepts LISTEN but delivers no notifications. If the connection leads through a pooler in ` +
        'transaction mode, such as pgbouncer, listen on a pool that goes to the server directly.',
      { retryable: true },
    );
  }

  #keepBeating(lease: Lease): void {
    this.#schedule(this.#heartbeatMs, async () => {
      try {
        await this.#beat(lease);
        this.#failures = 0;
        if (this.#lease === lease) this.#keepBeating(lease);
      } catch (error) {
        this.#lose(lease, translateError(error, this.#pool.server));
      }
    });
  }

  #lose(lease: Lease, fault: StorageFault): void {
    if (this.#closed || this.#lease !== lease) return;
    this.#lease = undefined;
    lease.release(true);
    this.emit('disconnected', fault);
    this.#reconnect();
  }

  #reconnect(): void {
    const pauseMs = Math.min(this.#maxPauseMs, FIRST_PAUSE_MS * 2 ** this.#failures);
    this.#failures += 1;
    this.#schedule(pauseMs * (0.5 + Math.random() / 2), async () => {
      try {
        await this.#connect();
        this.emit('reconnected', undefined);
      } catch {
        this.#reconnect();
      }
    });
  }

  #schedule(delayMs: number, task: () => Promise<void>): void {
    clearTimeout(this.#timer);
    if (!this.#closed) this.#timer = setTimeout(() => void task(), delayMs).unref();
  }

  readonly #onNotification = ({ channel, payload = '' }: PostgresNotification): void => {
    if (channel === this.#ownChannel) this.#heard();
    else if (this.#channels.includes(channel)) this.emit('notified', { channel, payload });
  };
}

function closedFault(): StorageFault {
  return new StorageFault('CLOSED', 'The listener is closed. Make a new one.');
}

/** Notifies the listeners of a channel when the transaction commits. */
export async function notify(
  transaction: PostgresTransaction,
  channel: string,
  payload: string,
): Promise<void> {
  const bytes = Buffer.byteLength(payload);
  if (bytes > MAX_PAYLOAD_BYTES) {
    throw new StorageFault(
      'STORAGE',
      `Expected a payload of at most ${MAX_PAYLOAD_BYTES} bytes, got ${bytes}. Send the id of a row instead of the row.`,
    );
  }
  await transaction.query('SELECT pg_notify($1, $2)', [channel, payload]);
}
