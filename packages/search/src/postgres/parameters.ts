/** The values of a statement while its text is put together. */
export class Parameters {
  readonly #values: unknown[] = [];

  get values(): readonly unknown[] {
    return this.#values;
  }

  /** Adds a value. Returns what stands for it in the text. */
  add(value: unknown, type: string): string {
    return `$${this.#values.push(value)}::${type}`;
  }
}
