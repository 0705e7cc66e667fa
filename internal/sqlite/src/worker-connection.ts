import { Worker } from 'node:worker_threads';
import { type FaultTranslator, StorageFault } from '@keelson/internal-runtime/storage-fault';
import { aborted, closed } from './local-connection.js';
import type { Connection, ReadOptions, StoreFunctions } from './store.js';
import {
  cancel as cancelCall,
  fromMessage,
  makeCancelled,
  type WorkerReply,
  type WorkerRequest,
  type WorkerStart,
} from './worker-protocol.js';

/** Calls that may wait for the worker; one more is refused. */
const MAX_PENDING = 10_000;

interface PendingCall {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/**
 * A store in a worker thread with a database connection of its own: neither an fsync nor a long query
 * holds up the caller's event loop. The worker keeps the process alive only while a call is in flight.
 */
export class WorkerConnection<Functions extends StoreFunctions> implements Connection<Functions> {
  readonly #script: URL;
  readonly #start: WorkerStart;
  readonly #fail: FaultTranslator;
  readonly #pending = new Map<number, PendingCall>();
  #wanted = false;
  #opening: Promise<Worker> | undefined;
  #lastId = 0;

  constructor(script: URL, start: Omit<WorkerStart, 'cancelled'>, fail: FaultTranslator) {
    this.#script = script;
    this.#start = { ...start, cancelled: makeCancelled() };
    this.#fail = fail;
  }

  async open(): Promise<void> {
    this.#wanted = true;
    await this.#worker();
  }

  read(name: string, input: unknown, options: ReadOptions = {}): Promise<never> {
    return this.#call('read', name, input, options.signal);
  }

  write(name: string, input: unknown): Promise<never> {
    return this.#call('write', name, input, undefined);
  }

  async close(): Promise<void> {
    this.#wanted = false;
    const worker = await this.#opening?.catch(() => undefined);
    this.#opening = undefined;
    if (worker === undefined) return;
    worker.ref();
    const exited = new Promise((resolve) => worker.once('exit', resolve));
    post(worker, { kind: 'close' });
    await exited;
  }

  /** The worker, or a new one in place of one that ended by itself. */
  #worker(): Promise<Worker> {
    return (this.#opening ??= this.#spawn());
  }

  #spawn(): Promise<Worker> {
    return new Promise<Worker>((resolve, reject) => {
      // Flags such as --input-type would be inherited, and no worker starts from a file under them.
      const worker = new Worker(this.#script, {
        workerData: this.#start,
        execArgv: [],
        name: 'keelson-sqlite',
      });
      let refused = false;
      const gone = (cause: unknown) => {
        // A worker that could not open ends by itself; by then another may have been started.
        if (refused) return;
        this.#opening = undefined;
        const fault = new StorageFault(
          'STORAGE',
          'The database worker ended unexpectedly. Try again: it starts anew.',
          {
            cause,
            retryable: true,
          },
        );
        reject(this.#fail(fault));
        for (const { reject: rejectCall } of this.#pending.values()) rejectCall(this.#fail(fault));
        this.#pending.clear();
      };
      worker.on('error', gone);
      worker.on('exit', (code) => gone(new Error(`The worker ended with code ${code}.`)));
      worker.on('message', (reply: WorkerReply) => {
        if (reply.kind === 'opened') {
          worker.unref();
          resolve(worker);
        } else if (reply.kind === 'fault' && reply.id === undefined) {
          refused = true;
          this.#opening = undefined;
          reject(this.#fail(fromMessage(reply.fault)));
        } else {
          this.#settle(reply);
        }
      });
    });
  }

  #settle(reply: WorkerReply): void {
    if (reply.kind === 'opened' || reply.id === undefined) return;
    const call = this.#pending.get(reply.id);
    if (reply.kind === 'value') call?.resolve(reply.value);
    else call?.reject(this.#fail(fromMessage(reply.fault)));
  }

  /** Lets the process end while no call is in flight; but while it closes, somebody waits for its end. */
  #rest(worker: Worker): void {
    if (this.#pending.size === 0 && this.#wanted) worker.unref();
  }

  async #call(
    kind: 'read' | 'write',
    name: string,
    input: unknown,
    signal: AbortSignal | undefined,
  ): Promise<never> {
    if (!this.#wanted) throw this.#fail(closed());
    const worker = await this.#worker();
    if (signal?.aborted === true) throw this.#fail(aborted(signal));
    if (this.#pending.size >= MAX_PENDING) {
      throw this.#fail(
        new StorageFault(
          'OVERLOADED',
          `${this.#pending.size} calls are waiting for the database, which is the limit. Await earlier calls before sending more.`,
          { retryable: true, details: { pending: this.#pending.size } },
        ),
      );
    }
    const id = (this.#lastId += 1);
    const cancel = () => {
      cancelCall(this.#start.cancelled, id);
      post(worker, { kind: 'cancel', id });
      this.#pending.get(id)?.reject(this.#fail(aborted(signal as AbortSignal)));
    };
    try {
      return await new Promise<never>((resolve, reject) => {
        this.#pending.set(id, { resolve: resolve as (value: unknown) => void, reject });
        worker.ref();
        signal?.addEventListener('abort', cancel, { once: true });
        post(worker, { kind, id, name, input });
      });
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#pending.delete(id);
      this.#rest(worker);
    }
  }
}

function post(worker: Worker, request: WorkerRequest): void {
  worker.postMessage(request);
}
