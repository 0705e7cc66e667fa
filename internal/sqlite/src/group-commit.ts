import { setImmediate as nextTurn } from 'node:timers/promises';
import { StorageFault } from '@keelson/internal-runtime/storage-fault';
import { retryBusy } from './busy.js';
import type { SqliteStatement } from './database.js';
import type { OpenDatabase } from './open.js';
import type { TransactionHooks } from './store.js';
import { isBusy, translateError } from './translate-error.js';

export interface GroupCommitOptions {
  /** Writes that may wait; one more is refused. @default 10_000 */
  readonly maxPending?: number | undefined;
  /**
   * How long a transaction takes in writes before it commits, in milliseconds; the rest follows in the next one.
   * It bounds how long other processes wait and, on the main thread, how long the event loop does.
   *
   * @default 12
   */
  readonly maxGroupMs?: number | undefined;
  /** How long a locked database is waited for, in milliseconds. @default 30_000 */
  readonly busyDeadlineMs?: number | undefined;
  readonly hooks?: TransactionHooks | undefined;
}

interface PendingWrite {
  readonly write: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (fault: StorageFault) => void;
}

/**
 * Gathers the writes of one event-loop turn and commits them as one transaction, a savepoint each: one fsync for all.
 *
 * A write resolves only after the commit. A write that throws is undone alone; a commit that fails rejects the whole group.
 * From BEGIN to COMMIT nothing is awaited, so users of one handle cannot come between, not even another copy of this class.
 */
export class GroupCommit {
  readonly #opened: OpenDatabase;
  readonly #maxPending: number;
  readonly #maxGroupMs: number;
  readonly #busyDeadlineMs: number | undefined;
  readonly #hooks: TransactionHooks | undefined;
  readonly #statements: Readonly<Record<'begin' | 'commit' | 'save' | 'release' | 'undo', SqliteStatement>>;
  readonly #queue: PendingWrite[] = [];
  #draining: Promise<void> | undefined;

  constructor(opened: OpenDatabase, options: GroupCommitOptions = {}) {
    this.#opened = opened;
    this.#maxPending = options.maxPending ?? 10_000;
    this.#maxGroupMs = options.maxGroupMs ?? 12;
    this.#busyDeadlineMs = options.busyDeadlineMs;
    this.#hooks = options.hooks;
    const { database } = opened;
    this.#statements = {
      begin: database.prepare('BEGIN IMMEDIATE'),
      commit: database.prepare('COMMIT'),
      save: database.prepare('SAVEPOINT keelson_write'),
      release: database.prepare('RELEASE keelson_write'),
      undo: database.prepare('ROLLBACK TO keelson_write'),
    };
  }

  /**
   * Runs `write` in the next transaction; its result arrives when that is committed.
   * `write` may run again, on an unchanged database, when the commit met a lock.
   */
  submit<T>(write: () => T): Promise<T> {
    if (this.#queue.length >= this.#maxPending) {
      return Promise.reject(
        new StorageFault(
          'OVERLOADED',
          `${this.#queue.length} writes are waiting, which is the limit. Await earlier writes before sending more.`,
          { retryable: true, details: { pending: this.#queue.length } },
        ),
      );
    }
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ write, resolve: resolve as (value: unknown) => void, reject });
      this.#draining ??= this.#drain();
    });
  }

  /** Resolves when every write submitted so far has settled. */
  async flush(): Promise<void> {
    while (this.#draining) await this.#draining;
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      // The rest of this turn's writes join the group; between groups other work and other processes get their turn.
      await nextTurn();
      const group: PendingWrite[] = [];
      try {
        const settlements = await retryBusy(() => this.#commitGroup(group), this.#busyDeadlineMs);
        this.#queue.splice(0, group.length);
        for (const settle of settlements) settle();
      } catch (error) {
        const fault = translateError(error);
        // A transaction that never began fails everybody who waits for it.
        const lost = this.#queue.splice(0, group.length || this.#queue.length);
        for (const { reject } of lost) reject(fault);
      }
    }
    this.#draining = undefined;
  }

  /**
   * One transaction over writes from the head of the queue, which stay there: `group` tells which were tried.
   * Returns how to settle each. When it throws, nothing was kept.
   */
  #commitGroup(group: PendingWrite[]): (() => void)[] {
    const { database, assertInPlace } = this.#opened;
    group.length = 0;
    if (this.#opened.database.inTransaction) {
      // The host's own transaction on a shared handle: ours waits for its end like any other writer.
      throw Object.assign(new Error('The handle has an open transaction.'), { code: 'SQLITE_BUSY' });
    }
    this.#statements.begin.run();
    try {
      assertInPlace();
      this.#hooks?.begun();
      const settlements: (() => void)[] = [];
      const start = performance.now();
      for (const pending of this.#queue) {
        group.push(pending);
        settlements.push(this.#runOne(pending));
        if (performance.now() - start > this.#maxGroupMs) break;
      }
      this.#hooks?.ending();
      this.#statements.commit.run();
      return settlements;
    } catch (error) {
      if (database.inTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }

  /** Runs one write inside a savepoint, so that its failure undoes it and nothing else. */
  #runOne({ write, resolve, reject }: PendingWrite): () => void {
    this.#statements.save.run();
    try {
      const value = write();
      this.#statements.release.run();
      return () => resolve(value);
    } catch (error) {
      // Some failures, a full disk for one, end the whole transaction; then there is no savepoint to return to.
      if (!this.#opened.database.inTransaction || isBusy(error)) throw error;
      this.#statements.undo.run();
      this.#statements.release.run();
      const fault = translateError(error);
      return () => reject(fault);
    }
  }
}
