/** One named value. */
export interface SampleRecord {
  /** 1 to 100 of `a-z`, `0-9`, `.`, `_` and `-`. */
  readonly name: string;
  readonly value: string;
}

/** Which page of records an adapter reads. */
export interface SampleQuery {
  /** Only names after this one; `null` starts at the first. */
  readonly after: string | null;
  /** The most records to return, from 1. */
  readonly limit: number;
}

/**
 * Stores named values. Each method happens wholly or not at all, and a resolved write is kept.
 * Input has been validated; an adapter does not check it again, emit events or retry.
 */
export interface SampleAdapter {
  /** The engine, for messages: `memory`, `sqlite`. */
  readonly name: string;
  /** Acquires what the other methods need. May be called twice. */
  open(): Promise<void>;
  /** Inserts or replaces every record. Of two with one name the last is kept. */
  put(records: readonly SampleRecord[]): Promise<void>;
  /** The records that exist under these names, in no particular order. */
  get(names: readonly string[]): Promise<readonly SampleRecord[]>;
  /** One page of all records, ascending by name. */
  list(query: SampleQuery): Promise<readonly SampleRecord[]>;
  /** Releases what `open` acquired. May be called twice. */
  close(): Promise<void>;
}
