import { StorageFault, type StorageReason } from '@keelson/internal-runtime/storage-fault';
import type { ErrorDetails } from '@keelson/internal-runtime/error';

/** What the worker is started with. */
export interface WorkerStart {
  readonly path: string;
  readonly setup: unknown;
  readonly cancelled: Cancelled;
}

/**
 * Ids of cancelled calls in memory that both threads see: a message would wait until the running call has ended.
 * A call has the place of its id modulo the length.
 */
export type Cancelled = Int32Array<SharedArrayBuffer>;

const PLACES = 256;

export function makeCancelled(): Cancelled {
  return new Int32Array(new SharedArrayBuffer(PLACES * Int32Array.BYTES_PER_ELEMENT));
}

/** Tells the call of this id, should it be running. */
export function cancel(cancelled: Cancelled, id: number): void {
  Atomics.store(cancelled, id % PLACES, id | 0);
}

export function isCancelled(cancelled: Cancelled, id: number): boolean {
  return Atomics.load(cancelled, id % PLACES) === (id | 0);
}

export type WorkerRequest =
  | { readonly kind: 'read' | 'write'; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'close' };

export type WorkerReply =
  | { readonly kind: 'opened' }
  | { readonly kind: 'value'; readonly id: number; readonly value: unknown }
  /** Without an id it is the open that failed. */
  | { readonly kind: 'fault'; readonly id?: number; readonly fault: FaultMessage };

/** A fault without its prototype, which a structured clone would lose. */
export interface FaultMessage {
  readonly reason: StorageReason;
  readonly message: string;
  readonly retryable: boolean;
  readonly details: ErrorDetails;
  readonly cause: unknown;
}

export function toMessage({ reason, message, retryable, details, cause }: StorageFault): FaultMessage {
  const { code } = (cause ?? {}) as { code?: unknown };
  const clonable =
    cause instanceof Error ? Object.assign(new Error(cause.message), { stack: cause.stack }) : undefined;
  return { reason, message, retryable, details, cause: clonable && { error: clonable, code } };
}

export function fromMessage({ reason, message, retryable, details, cause }: FaultMessage): StorageFault {
  const { error, code } = (cause ?? {}) as { error?: Error; code?: unknown };
  // A structured clone keeps an error's message and stack, but not the driver's code.
  if (error !== undefined && code !== undefined) Object.assign(error, { code });
  return new StorageFault(reason, message, { retryable, details, cause: error });
}
