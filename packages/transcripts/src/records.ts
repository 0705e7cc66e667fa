import type { TranscriptOffset } from './adapter.js';
import type { TranscriptsError } from './errors.js';

/** The coding agents whose files are read. */
export type TranscriptAgent = 'claude-code' | 'codex';

/**
 * Who speaks: the person at the keyboard, the model, the model to itself, a tool (its call and its result),
 * or the program around them (errors, interruptions, summaries it wrote).
 */
export type MessageRole = 'user' | 'assistant' | 'thinking' | 'tool' | 'system';

/** One piece of text from a conversation. */
export interface MessageRecord {
  readonly type: 'message';
  /** Unique over all sessions, and the same whenever the file is read again. */
  readonly id: string;
  readonly agent: TranscriptAgent;
  readonly sessionId: string;
  readonly projectId: string;
  /** The subagent of the session that wrote it, or null on the main thread. */
  readonly subagentId: string | null;
  readonly role: MessageRole;
  /** Plain text as the agent wrote it; of a tool call its name and input. Never empty, never image data. */
  readonly content: string;
  /** Epoch milliseconds; where the line has none, the latest before it, else 0. */
  readonly timestamp: number;
  /** Whether a forked session repeats it from its parent, where it also stands. */
  readonly inherited: boolean;
}

/**
 * What one file says about its session, given after the file's messages. A session with subagents has one file
 * for each, hence several of these with one `sessionId`: the earliest start, the latest end and the main file's title hold.
 */
export interface SessionRecord {
  readonly type: 'session';
  readonly agent: TranscriptAgent;
  readonly sessionId: string;
  /** The working directory in which the session began. */
  readonly projectId: string;
  /** `folder` where no working directory was recorded and `projectId` is only the name of a folder. */
  readonly projectIdSource: 'cwd' | 'folder';
  readonly path: string;
  /** The session that this one was forked from or started by. */
  readonly parentSessionId: string | null;
  /** Set where the file holds a subagent of the session instead of its main thread. */
  readonly subagentId: string | null;
  /** The agent's own title, else the beginning of the first prompt. */
  readonly title: string | null;
  /** Epoch milliseconds of the earliest record, or null where none has a time. */
  readonly startTime: number | null;
  /** Epoch milliseconds of the latest record so far. */
  readonly endTime: number | null;
}

/** How one file was read: the last record of each file. */
export interface FileRecord {
  readonly type: 'file';
  readonly path: string;
  /** Null where the file could not be opened or is no transcript. */
  readonly agent: TranscriptAgent | null;
  /** `appended` was read from where an earlier run stopped; `rewritten` from its start, although it was known. */
  readonly change: 'new' | 'appended' | 'rewritten';
  /** Bytes read in this run. */
  readonly bytes: number;
  readonly lines: number;
  readonly messages: number;
  /** Lines that hold no JSON object. */
  readonly malformedLines: number;
  /** Lines over `maxLineBytes`, which were passed over. */
  readonly oversizedLines: number;
  /** 1 where the file ends in the middle of a line: the agent is still writing, or was killed. */
  readonly cutLines: number;
  /** Records of types that this version does not know, by type; at most 100 types, the rest under `other`. */
  readonly unknownTypes: Readonly<Record<string, number>>;
  /** Store it once everything before this record is stored, and the next run starts here. */
  readonly offset: TranscriptOffset | null;
  /** Why the file was not read, or not to its end. */
  readonly error: TranscriptsError | null;
}

/** What {@link readTranscripts} yields: the messages of a file, its session, then the file itself. */
export type TranscriptRecord = MessageRecord | SessionRecord | FileRecord;
