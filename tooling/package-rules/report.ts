/** Collects what the rules find, so that one run shows everything. */
export class Report {
  readonly problems: string[] = [];
  readonly warnings: string[] = [];

  /** Fails the check. Says where, what was expected, what is there. */
  problem(text: string): void {
    this.problems.push(text);
  }

  /** Is shown and fails nothing. */
  warning(text: string): void {
    this.warnings.push(text);
  }
}
