import { EventEmitter } from 'eventemitter3';

/** Receives the value of one event. What it throws, or what its promise rejects with, stays its own affair. */
export type Listener<Value> = (value: Value) => unknown;

/** A class whose events can be listened to. Only the class itself can emit. */
export class Observable<Events extends object> {
  // The emitter's own types resolve poorly over a generic map; `on` and `emit` below are the typed door.
  readonly #emitter = new EventEmitter<Record<string, [unknown]>>();

  /** Calls `listener` for each event of that name until the returned function is called. */
  on<Name extends keyof Events & string>(event: Name, listener: Listener<Events[Name]>): () => void {
    const registered = (value: unknown) => settle(event, listener as Listener<unknown>, value);
    this.#emitter.on(event, registered);
    return () => this.#emitter.off(event, registered);
  }

  /** Calls `listener` for the next event of that name. Returns a function that cancels it. */
  once<Name extends keyof Events & string>(event: Name, listener: Listener<Events[Name]>): () => void {
    const stop = this.on(event, (value) => {
      stop();
      return listener(value);
    });
    return stop;
  }

  /** Tells every listener, whatever the others do. */
  protected emit<Name extends keyof Events & string>(event: Name, value: Events[Name]): void {
    this.#emitter.emit(event, value);
  }
}

/** A listener that fails is reported on the console; the operation that emitted and the other listeners go on. */
function settle(event: string, listener: Listener<unknown>, value: unknown): void {
  const report = (error: unknown) => console.error(`A listener for "${event}" failed:`, error);
  try {
    const returned = listener(value);
    if (isThenable(returned)) returned.then(undefined, report);
  } catch (error) {
    report(error);
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function'
  );
}
