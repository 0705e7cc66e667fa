import { StorageFault } from '@keelson/internal-runtime/storage-fault';

/** The fault for work that its signal cancelled. */
export function abortFault(signal: AbortSignal): StorageFault {
  return new StorageFault('ABORTED', 'The work was cancelled by its signal. Nothing of it was kept.', {
    cause: signal.reason,
  });
}

/** Settles like `promise`, or rejects when the signal aborts; what `promise` does then is the caller's affair. */
export function untilAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(abortFault(signal));
    signal.addEventListener('abort', onAbort);
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
