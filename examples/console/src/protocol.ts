/** What the server tells the page, and `search --json` prints. Times are epoch milliseconds, 0 where unknown. */

/** What is known of a session; a field is null where it is not. */
export interface Session {
  readonly id: string;
  readonly title: string | null;
  /** The working directory in which it began. */
  readonly project: string | null;
  /** `claude-code` or `codex`. */
  readonly agent: string | null;
  readonly startTime: number | null;
  readonly endTime: number | null;
}

/** A message that matches. */
export interface Hit {
  readonly messageId: string;
  readonly role: string;
  readonly time: number;
  /** Larger is better; comparable within one answer only. */
  readonly score: number;
  /** An excerpt, plain text as it stands in the transcript. */
  readonly text: string;
  /** `[start, end)` UTF-16 offsets into `text` of what matches. */
  readonly ranges: readonly (readonly [start: number, end: number])[];
  readonly cutStart: boolean;
  readonly cutEnd: boolean;
  /** Whether only another spelling of what was typed found it. */
  readonly corrected: boolean;
  readonly session: Session;
}

/** A word that was probably mistyped, and what was searched for beside it. */
export interface Correction {
  readonly typed: string;
  readonly used: readonly string[];
}

/** The answer to a query. The shape of version 1 only ever gains fields. */
export interface Answer {
  readonly version: 1;
  readonly query: string;
  /** Messages that match, counted to 1,000. */
  readonly count: number;
  /** Whether there are more than `count`. */
  readonly capped: boolean;
  /** Whether the search was cut short, so that a better hit may be missing. */
  readonly partial: boolean;
  readonly corrections: readonly Correction[];
  readonly tookMs: number;
  /** Best first; what only another spelling found comes last. */
  readonly hits: readonly Hit[];
}

export interface SessionPage {
  /** Latest first. */
  readonly sessions: readonly Session[];
  readonly next: string | null;
}

export interface Message {
  readonly id: string;
  readonly role: string;
  readonly time: number;
  readonly text: string;
}

export interface MessagePage {
  readonly messages: readonly Message[];
  readonly next: string | null;
}

export interface ImportStatus {
  /** 0 to 1. */
  readonly fraction: number;
  readonly sessions: number;
  readonly bytesPerSecond: number;
}

export interface Status {
  readonly sessions: number;
  readonly messages: number;
  readonly sample: boolean;
  /** Another number means that there is something new. */
  readonly revision: number;
  /** Null when no import is under way. */
  readonly importing: ImportStatus | null;
}
