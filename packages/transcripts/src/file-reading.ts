import type { JsonValue } from '@keelson/internal-runtime/error';
import type { TranscriptOffset } from './adapter.js';
import type { TranscriptsError } from './errors.js';
import type { FormatMessage, FormatOutput, TranscriptFormat } from './format.js';
import { parseObject } from './json.js';
import type { Line } from './line-splitter.js';
import { TypeCounts } from './progress.js';
import { withoutEmbeddedData } from './readable-text.js';
import type { FileRecord, SessionRecord, TranscriptRecord } from './records.js';

/** Turns the lines of one file into records and counts what it meets. */
export class FileReading implements FormatOutput {
  readonly #path: string;
  readonly #format: TranscriptFormat;
  readonly #state: JsonValue;
  readonly #change: FileRecord['change'];
  readonly #unknownTypes = new TypeCounts();
  readonly #counts = { bytes: 0, lines: 0, messages: 0, malformedLines: 0, oversizedLines: 0, cutLines: 0 };
  #records: TranscriptRecord[] = [];
  #session: SessionRecord | undefined;

  constructor(path: string, format: TranscriptFormat, state: JsonValue, change: FileRecord['change']) {
    this.#path = path;
    this.#format = format;
    this.#state = state;
    this.#change = change;
  }

  /** Notes that so many bytes were read. */
  addBytes(count: number): void {
    this.#counts.bytes += count;
  }

  /** Reads a complete line. */
  readLine(line: Line): void {
    if (!this.#read(line)) this.#counts.malformedLines += 1;
  }

  /** Reads the bytes after the last line feed, which are a line too if they are complete JSON. */
  readTail(line: Line): void {
    if (!this.#read(line)) this.#counts.cutLines += 1;
  }

  /** The records since the last call. */
  take(): readonly TranscriptRecord[] {
    return this.#records.splice(0);
  }

  session(): SessionRecord {
    const { agent } = this.#format;
    return { type: 'session', agent, path: this.#path, ...this.#format.session(this.#path, this.#state) };
  }

  file(offset: TranscriptOffset | null, error: TranscriptsError | null): FileRecord {
    return {
      type: 'file',
      path: this.#path,
      agent: this.#format.agent,
      change: this.#change,
      ...this.#counts,
      unknownTypes: this.#unknownTypes.toRecord(),
      offset,
      error,
    };
  }

  /** What the offset keeps of the reader. */
  memory(): Pick<TranscriptOffset, 'path' | 'agent' | 'version' | 'state'> {
    const { agent, version } = this.#format;
    return { path: this.#path, agent, version, state: structuredClone(this.#state) };
  }

  message({ key, role, content, timestamp, subagentId = null, inherited = false }: FormatMessage): void {
    if (content === undefined || !/\S/.test(content)) return;
    const { agent, sessionId, projectId } = (this.#session ??= this.session());
    this.#counts.messages += 1;
    this.#records.push({
      type: 'message',
      id: `${sessionId}:${key}`,
      agent,
      sessionId,
      projectId,
      subagentId,
      role,
      content: withoutEmbeddedData(content),
      timestamp,
      inherited,
    });
  }

  unknown(type: string): void {
    this.#unknownTypes.add(type);
  }

  /** Whether the line was fit to be read. */
  #read({ offset, bytes }: Line): boolean {
    this.#counts.lines += 1;
    if (bytes === null) {
      this.#counts.oversizedLines += 1;
      return true;
    }
    const text = bytes.toString('utf8');
    const record = parseObject(text);
    if (record === undefined) return !/\S/.test(text);
    // The first lines may still change which session and project this is.
    this.#session = undefined;
    this.#format.read({ path: this.#path, offset, record }, this.#state, this);
    return true;
  }
}

/** The record of a file or folder that could not even be opened. */
export function unreadFile(path: string, error: TranscriptsError): FileRecord {
  return {
    type: 'file',
    path,
    agent: null,
    change: 'new',
    bytes: 0,
    lines: 0,
    messages: 0,
    malformedLines: 0,
    oversizedLines: 0,
    cutLines: 0,
    unknownTypes: {},
    offset: null,
    error,
  };
}
