import { open, type FileHandle } from 'node:fs/promises';
import type { TranscriptOffset } from './adapter.js';
import { isSystemError, throwIfAborted, unreadable } from './errors.js';
import { hasGrown, identityOf, sampleHashes, type FileIdentity } from './file-identity.js';
import { FileReading, unreadFile } from './file-reading.js';
import { detectFormat, formatOf } from './formats.js';
import { LineSplitter } from './line-splitter.js';
import { Pace } from './pace.js';
import { peekRecords } from './peek.js';
import type { PlannedFile } from './plan.js';
import type { TranscriptRecord } from './records.js';

export interface ReadSettings {
  /** Reused for every file. */
  readonly buffer: Buffer;
  readonly maxLineBytes: number;
  readonly signal: AbortSignal | undefined;
}

/** The records of one piece of a file. Once they are stored, `offset` may be. */
export interface FileSlice {
  readonly records: readonly TranscriptRecord[];
  /** Bytes that were read for it. */
  readonly bytes: number;
  readonly offset: TranscriptOffset | null;
}

interface Start {
  readonly identity: FileIdentity;
  readonly reading: FileReading;
  readonly offset: number;
}

/**
 * Reads a file from where an earlier run stopped, or from its start, one buffer after the other. The last slice ends with
 * the record of the file, also where reading failed; a file that is no transcript gives nothing.
 */
export async function* readFile(
  planned: PlannedFile,
  settings: ReadSettings,
): AsyncGenerator<FileSlice, void, undefined> {
  let start: Start | undefined;
  try {
    const file = await open(planned.path, 'r');
    try {
      start = await begin(file, planned);
      if (start !== undefined) yield* readOn(file, start, settings);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (!isSystemError(error)) throw error;
    const failure = unreadable('TRANSCRIPTS_FILE_UNREADABLE', planned.path, error);
    const reading = start?.reading;
    const records = reading
      ? [...reading.take(), reading.file(null, failure)]
      : [unreadFile(planned.path, failure)];
    yield { records, bytes: 0, offset: null };
  }
}

async function begin(file: FileHandle, { path, known }: PlannedFile): Promise<Start | undefined> {
  const identity = identityOf(await file.stat({ bigint: true }));
  const knownFormat = known && formatOf(known.agent);
  if (known !== undefined && knownFormat !== undefined && (await hasGrown(file, known, identity))) {
    const reading = new FileReading(path, knownFormat, structuredClone(known.state), 'appended');
    return { identity, reading, offset: known.offset };
  }
  const format = detectFormat(path, await peekRecords(path));
  if (format === undefined) return undefined;
  const state = await format.begin(path);
  return {
    identity,
    reading: new FileReading(path, format, state, known === undefined ? 'new' : 'rewritten'),
    offset: 0,
  };
}

async function* readOn(
  file: FileHandle,
  { identity, reading, offset }: Start,
  { buffer, maxLineBytes, signal }: ReadSettings,
): AsyncGenerator<FileSlice, void, undefined> {
  const pace = new Pace();
  const splitter = new LineSplitter({ start: offset, maxLineBytes });
  // A size below that of the file marks an offset from the middle: the next run finds that the file has grown.
  const offsetAt = async (size: number): Promise<TranscriptOffset> => {
    const state = reading.memory();
    const hashes = await sampleHashes(file, splitter.lineStart);
    return { ...state, ...identity, size, offset: splitter.lineStart, ...hashes };
  };

  let position = offset;
  let bytes = 0;
  while (position < identity.size) {
    throwIfAborted(signal);
    // What is appended meanwhile is left for the next run, or an agent that writes fast would keep this one.
    const length = Math.min(buffer.length, identity.size - position);
    bytes = (await file.read(buffer, 0, length, position)).bytesRead;
    if (bytes === 0) break;
    position += bytes;
    reading.addBytes(bytes);
    for (const line of splitter.push(buffer.subarray(0, bytes))) {
      reading.readLine(line);
      if (!pace.due) continue;
      await pace.rest();
      throwIfAborted(signal);
    }
    if (position < identity.size) yield { records: reading.take(), bytes, offset: await offsetAt(position) };
  }
  const final = await offsetAt(identity.size);
  const tail = splitter.end();
  // The offset stays before a line that is not ended: once it is, it is read again and gives the same ids.
  if (tail !== undefined) reading.readTail(tail);
  const records = [...reading.take(), reading.session(), reading.file(final, null)];
  yield { records, bytes, offset: final };
}
