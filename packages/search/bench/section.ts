import type { BenchRun } from './bench-run.js';

/** One line of the final table. */
export interface Row {
  readonly aim: string;
  readonly figure: string;
  /** Null where there is nothing to reach, or it could not be measured. */
  readonly reached: boolean | null;
}

/** What a section has found: for the reader, and for the record. */
export interface Findings {
  readonly rows: readonly Row[];
  readonly figures: object;
}

/** A part of the benchmark that can run alone. */
export interface Section {
  readonly name: string;
  /** Takes long or needs the network: runs only where its name is given. */
  readonly onlyIfAsked?: true;
  measure(run: BenchRun): Promise<Findings>;
}
