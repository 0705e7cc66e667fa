import { setImmediate as nextTurn } from 'node:timers/promises';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { LocalConnection } from './local-connection.js';
import type { Cancellation, Store, StoreFunctions } from './store.js';
import { translateError } from './translate-error.js';
import {
  type Cancelled,
  isCancelled,
  toMessage,
  type WorkerReply,
  type WorkerRequest,
  type WorkerStart,
} from './worker-protocol.js';

/** Runs a store inside a worker thread; the whole body of a package's `worker.ts`. */
export function serve<Functions extends StoreFunctions, Setup>(store: Store<Functions, Setup>): void {
  if (parentPort === null)
    throw new Error('This file is the body of a worker thread. Start it with new Worker().');
  const { path, setup, cancelled } = workerData as WorkerStart;
  const connection: AnyConnection = new LocalConnection(store, path, setup as Setup, (fault) => fault);
  void new WorkerServer(parentPort, connection, cancelled).start();
}

/** A connection whose functions are known by name only. */
type AnyConnection = Pick<LocalConnection<StoreFunctions, never>, 'open' | 'read' | 'write' | 'close'>;

class WorkerServer {
  readonly #port: MessagePort;
  readonly #connection: AnyConnection;
  readonly #cancelled: Cancelled;
  readonly #waitingReads = new Set<number>();
  #reads: Promise<void> = Promise.resolve();

  constructor(port: MessagePort, connection: AnyConnection, cancelled: Cancelled) {
    this.#port = port;
    this.#connection = connection;
    this.#cancelled = cancelled;
  }

  async start(): Promise<void> {
    try {
      await this.#connection.open();
    } catch (error) {
      this.#reply({ kind: 'fault', fault: toMessage(translateError(error)) });
      return;
    }
    this.#port.on('message', (request: WorkerRequest) => this.#receive(request));
    this.#reply({ kind: 'opened' });
  }

  #receive(request: WorkerRequest): void {
    switch (request.kind) {
      case 'write':
        // Writes that arrive in one turn become one transaction.
        void this.#answer(request.id, this.#connection.write(request.name, request.input));
        return;
      case 'read':
        this.#waitingReads.add(request.id);
        // One read a turn, so that a cancellation can overtake the reads that wait.
        this.#reads = this.#reads.then(() => nextTurn()).then(() => this.#read(request));
        return;
      case 'cancel':
        this.#waitingReads.delete(request.id);
        return;
      case 'close':
        void this.#reads.then(() => this.#connection.close()).finally(() => this.#port.close());
    }
  }

  async #read({ id, name, input }: { id: number; name: string; input: unknown }): Promise<void> {
    if (!this.#waitingReads.delete(id)) return;
    const cancelled = this.#cancelled;
    const signal: Cancellation = {
      get aborted() {
        return isCancelled(cancelled, id);
      },
      reason: undefined,
    };
    await this.#answer(id, this.#connection.read(name, input, { signal }));
  }

  async #answer(id: number, result: Promise<unknown>): Promise<void> {
    try {
      this.#reply({ kind: 'value', id, value: await result });
    } catch (error) {
      this.#reply({ kind: 'fault', id, fault: toMessage(translateError(error)) });
    }
  }

  #reply(reply: WorkerReply): void {
    this.#port.postMessage(reply);
  }
}
