import type { PostgresTransaction } from '@keelson/internal-postgres/transaction';

/** How long a search may still take. The server ends a statement that takes longer. */
export class TimeLimit {
  readonly #inside: PostgresTransaction;
  readonly #end: number;
  /** What the server allows a statement. */
  #told: number;

  /**
   * @param end On the clock of `performance.now()`.
   * @param told What the transaction began with, in milliseconds.
   */
  constructor(inside: PostgresTransaction, end: number, told: number) {
    this.#inside = inside;
    this.#end = end;
    this.#told = told;
  }

  /** Tells the server what is left, if that is much less than what it was told before. */
  async renew(): Promise<void> {
    const left = Math.max(1, Math.ceil(this.#end - performance.now()));
    if (left > this.#told / 2) return;
    this.#told = left;
    await this.#inside.query(`SET LOCAL statement_timeout = ${left}`);
  }
}
