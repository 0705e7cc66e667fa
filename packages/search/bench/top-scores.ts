/** Keeps the highest scores of many. */
export class TopScores {
  readonly #scores: number[] = [];
  readonly #count: number;

  constructor(count: number) {
    this.#count = count;
  }

  /** The lowest of those that are kept, 0 if there is none. */
  get least(): number {
    return this.#scores.at(-1) ?? 0;
  }

  add(score: number): void {
    if (this.#scores.length === this.#count) {
      if (score <= this.least) return;
      this.#scores.pop();
    }
    const at = this.#scores.findIndex((kept) => kept < score);
    this.#scores.splice(at === -1 ? this.#scores.length : at, 0, score);
  }
}
