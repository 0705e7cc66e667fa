import type { JsonValue } from '@keelson/internal-runtime/error';
import type { JsonObject } from './json.js';
import type { MessageRole, SessionRecord, TranscriptAgent } from './records.js';

/**
 * How one agent writes its sessions as lines of JSON; one folder for each agent.
 *
 * A format is pure but for `begin`: what it gives depends on `path`, the lines and `State` alone. `State` is small JSON.
 * It is kept in the offset, so that a run which starts in the middle of a file gives what a run from the start would.
 */
export interface TranscriptFormat<State extends JsonValue = JsonValue> {
  readonly agent: TranscriptAgent;
  /** Raised whenever the same file would give other records, so that it is read anew. */
  readonly version: number;
  /** Whether only this agent writes such a record. */
  recognises(record: JsonObject): boolean;
  /** Whether this agent's files lie at such a path, for a file that has no record yet. */
  claims(path: string): boolean;
  /** The state before the first line. */
  begin(path: string): Promise<State>;
  /** Reads one line: tells `output` what it holds and changes `state` to what the next line must know. */
  read(line: FormatLine, state: State, output: FormatOutput): void;
  /** What the file says about its session so far. */
  session(path: string, state: State): Omit<SessionRecord, 'type' | 'agent' | 'path'>;
}

export interface FormatLine {
  readonly path: string;
  /** Byte of the file at which the line starts: the same at every reading of a file that only grows. */
  readonly offset: number;
  readonly record: JsonObject;
}

export interface FormatOutput {
  /** Text of a conversation. Nothing is made of text that is blank. */
  message(message: FormatMessage): void;
  /** A record, or a part of one, of a type that the format does not know. */
  unknown(type: string): void;
}

export interface FormatMessage {
  /** Unique within the session. */
  readonly key: string;
  readonly role: MessageRole;
  readonly content: string | undefined;
  readonly timestamp: number;
  readonly subagentId?: string | null;
  readonly inherited?: boolean;
}
