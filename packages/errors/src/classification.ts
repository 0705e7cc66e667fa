/**
 * What has to happen before the identical request can succeed.
 *
 * - `rate_limit`: a short wait; nobody has to act.
 * - `overloaded`: the service recovers or frees capacity.
 * - `network`: the path to the service works again.
 * - `auth`: someone supplies a credential or a permission.
 * - `quota`: someone pays, upgrades, or waits for a long allowance window.
 * - `unknown`: the request, the code or the machine changes, or nothing failed.
 */
export type ErrorType = 'rate_limit' | 'auth' | 'quota' | 'overloaded' | 'network' | 'unknown';

/** One observation that led to a verdict. */
export interface Evidence {
  /** The id of the rule. */
  readonly rule: string;
  /** Where in the error it was seen, such as `cause.code`; never what was seen. */
  readonly path: string;
}

/** What an error means, and what to do about it. */
export interface Classification {
  readonly type: ErrorType;
  /** Whether an unattended, in-process wait and then the same request is right. */
  readonly retryable: boolean;
  /** The delay that the error itself states, in milliseconds; null when it states none. */
  readonly retryAfterMs: number | null;
  /** One sentence for people, without any text of the error. */
  readonly message: string;
  /** The key of the message in the catalogue. */
  readonly messageKey: string;
  /** What a text of your own may mention: `retryAfterMs`, where the error states one. */
  readonly params: Readonly<Record<string, string | number>>;
  /** The id of the profile that recognised the error, or the one that the caller named. */
  readonly provider: string | null;
  /** From 0 (a guess) to 1 (the error named its reason). */
  readonly confidence: number;
  /** What the verdict rests on, the decisive observation first. */
  readonly evidence: readonly Evidence[];
}
