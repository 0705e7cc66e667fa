/** Something that was read, and the path of the field that it stood in, such as `cause.code`. */
export interface Finding<Value = string> {
  readonly value: Value;
  readonly path: string;
}

/** Everything that one bounded walk read from an error, flat; what rules look at. */
export interface Signals {
  /** When the error was seen, in epoch milliseconds; null where the caller did not say. */
  readonly now: number | null;
  /** The HTTP status that decides: the innermost; null where none was named. */
  readonly status: Finding<number> | null;
  /** Codes, types, reasons, gRPC and AWS names, system codes: `RATE_LIMIT_EXCEEDED` as `rate limit exceeded`. */
  readonly names: readonly Finding[];
  /**
   * Messages and bodies in lower case, with one space between words, without stack lines, URLs and paths. An error
   * that is a string has an empty path.
   */
  readonly texts: readonly Finding[];
  /** Names of error classes, which are often wrong, in the form of `names`. */
  readonly classes: readonly Finding[];
  /** Response headers by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** The delay that the error states, in milliseconds. */
  readonly delay: Finding<number> | null;
  /** The period of the allowance that ran out: up to an hour, or longer. */
  readonly window: Finding<'short' | 'long'> | null;
  /** Whether some allowance is used up, be it of a second or of a month. */
  readonly limited: boolean;
  /** The ids of the profiles that recognise the error. */
  readonly providers: readonly string[];
}

/** The path of the first finding in which the words stand; null where they stand nowhere. */
export function find(findings: readonly Finding[], words: RegExp): string | null {
  return findings.find(({ value }) => words.test(value))?.path ?? null;
}
