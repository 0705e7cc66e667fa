/** Terms that stand next to each other in one field; a plain word is a phrase of one term. */
export interface Phrase {
  readonly terms: readonly string[];
  /** The last term may be the beginning of a word. */
  readonly prefix: boolean;
  /** The text field in which it must stand, or null for any. */
  readonly field: string | null;
}

/** One of its phrases must match. */
export interface Clause {
  readonly anyOf: readonly Phrase[];
}

/**
 * A query that every adapter understands: all required clauses match and no excluded phrase does.
 * Without a required clause every document that passes the filters matches, newest first.
 */
export interface ParsedQuery {
  readonly required: readonly Clause[];
  readonly excluded: readonly Phrase[];
}
