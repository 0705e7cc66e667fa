import { StorageFault } from '@keelson/internal-runtime/storage-fault';
import { abortFault, untilAborted } from './abort.js';
import { columnParsers } from './column-parsers.js';
import type { PostgresClient, PostgresResult } from './connection.js';
import type { SchemaPool } from './pool.js';
import { translateError } from './translate-error.js';

/** Callers waiting for a connection; more are refused, so that a stalled server does not fill the memory. */
const MAX_WAITING = 1_000;

/** A client taken out of the pool, and what is known about its connection. It is given back exactly once. */
export class Lease {
  readonly client: PostgresClient;
  readonly #server: string;
  #running = false;
  #broken: Error | undefined;
  #released = false;

  private constructor(client: PostgresClient, server: string) {
    this.client = client;
    this.#server = server;
    client.on('error', this.#onError);
  }

  /** Waits for a client. A caller whose signal aborts stops waiting, and the client goes back when it comes. */
  static async take({ pool, server }: SchemaPool, signal?: AbortSignal): Promise<Lease> {
    if (signal?.aborted === true) throw abortFault(signal);
    if ((pool.waitingCount ?? 0) >= MAX_WAITING) {
      throw new StorageFault(
        'OVERLOADED',
        `${server} was not asked: ${MAX_WAITING} callers wait for a connection already. Send less at once, or raise maxConnections.`,
        { retryable: true },
      );
    }
    let connecting: Promise<PostgresClient> | undefined;
    try {
      connecting = pool.connect();
      return new Lease(await untilAborted(connecting, signal), server);
    } catch (error) {
      connecting?.then(
        (client) => client.release(),
        () => undefined,
      );
      throw translateError(error, server);
    }
  }

  /** Whether a statement is on its way. */
  get running(): boolean {
    return this.#running;
  }

  /** Whether the connection cannot be used again. */
  get broken(): boolean {
    return this.#broken !== undefined;
  }

  /**
   * Runs one statement, or several without values, of which the last one's result is returned.
   * Without an answer in time the connection is cut; 0 waits on.
   */
  async run(
    text: string,
    values: readonly unknown[] | undefined,
    answerTimeoutMs: number,
  ): Promise<PostgresResult> {
    if (this.#broken !== undefined) throw translateError(this.#broken, this.#server);
    if (this.#released)
      throw new StorageFault('CLOSED', 'The transaction has ended: wait for its statements inside it.');
    this.#running = true;
    const timer = answerTimeoutMs > 0 ? setTimeout(() => this.cut(), answerTimeoutMs).unref() : undefined;
    try {
      const statement = { text, types: columnParsers };
      const result = await this.client.query(
        values === undefined ? statement : { ...statement, values: [...values] },
      );
      return 'rows' in result ? result : (result.at(-1) as PostgresResult);
    } catch (error) {
      throw this.#faultOf(error);
    } finally {
      this.#running = false;
      clearTimeout(timer);
    }
  }

  /** Gives up on a statement that runs: closes its connection, upon which the driver rejects the statement. */
  cut(): void {
    // After a stall of this process the answer may be there already, and is read before `setImmediate` comes.
    setImmediate(() => {
      if (!this.#running) return;
      this.#broken ??= new Error('Connection terminated: the server did not answer in time.');
      this.release();
    });
  }

  /** Gives the client back to the pool, which closes it when it is broken or `close` asks for that. */
  release(close = false): void {
    if (this.#released) return;
    this.#released = true;
    this.client.release(this.#broken ?? close);
    // pg listens by now; before, an error between two statements would have ended the process.
    this.client.removeListener('error', this.#onError);
  }

  #faultOf(error: unknown): StorageFault {
    const fault = translateError(this.#broken ?? error, this.#server);
    // A server that became a standby stays one for this connection; the next one may reach the new primary.
    if (fault.reason === 'UNREACHABLE' || fault.reason === 'READ_ONLY') this.#broken ??= fault;
    return fault;
  }

  readonly #onError = (error: Error): void => {
    this.#broken ??= error;
  };
}
