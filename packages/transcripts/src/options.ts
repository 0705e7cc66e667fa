import { parse } from '@keelson/internal-runtime/parse-options';
import { z } from 'zod';
import type { TranscriptsAdapter } from './adapter.js';
import { TranscriptsError } from './errors.js';
import type { MessageSink } from './message-sink.js';
import type { TranscriptProgress } from './progress.js';

/** Where transcripts lie and how they are read. */
export interface ReadingOptions {
  /**
   * Folders or single files. A folder may be an agent's own (`~/.codex`), one above (a copy of a home folder) or one below
   * (a single project); which agent wrote a file is told by its content. A root that is named must exist.
   *
   * @default defaultTranscriptRoots(), of which those that are missing are passed over
   */
  readonly roots?: readonly string[] | undefined;
  /**
   * The longest line that is read, in bytes. A longer one is counted, and no more of it than this is held in memory.
   * 1 to 512 MiB.
   *
   * @default 33_554_432
   */
  readonly maxLineBytes?: number | undefined;
  /**
   * Bytes read from a file at once, 1 to 64 MiB. Also the distance between two offsets inside a file.
   *
   * @default 1_048_576
   */
  readonly chunkBytes?: number | undefined;
}

/** Options of {@link readTranscripts}. */
export interface ReadTranscriptsOptions extends ReadingOptions {
  /**
   * How far earlier runs came: files that are unchanged are passed over, files that have grown are read on.
   * Nothing is stored here; put the `offset` of a file record when you are done with what came before it.
   *
   * @default none, every file is read from its start
   */
  readonly offsets?: Pick<TranscriptsAdapter, 'open' | 'get'> | undefined;
  /** Ends the reading with `TRANSCRIPTS_ABORTED`. */
  readonly signal?: AbortSignal | undefined;
  /** Called at most about ten times a second, and at the end. */
  readonly onProgress?: ((progress: TranscriptProgress) => void) | undefined;
}

/** Options of {@link TranscriptImporter}. */
export interface TranscriptImporterOptions extends ReadingOptions {
  /** Receives the messages; a `SearchDb` is one. */
  readonly search: MessageSink;
  /** Keeps how far each file was imported. The importer opens and closes it. */
  readonly offsets: TranscriptsAdapter;
  /**
   * Messages handed to the sink at once, 1 to 100,000.
   *
   * @default 500
   */
  readonly batchDocuments?: number | undefined;
  /**
   * Text handed to the sink at once, in bytes of UTF-8. A batch ends with the message that reaches it.
   *
   * @default 1_048_576
   */
  readonly batchBytes?: number | undefined;
}

const MIB = 1024 * 1024;

const bytes = (most: number, usual: number) => z.number().int().min(1).max(most).default(usual);

const having = <T>(methods: readonly string[]) =>
  z.custom<T>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      methods.every((name) => typeof (value as Record<string, unknown>)[name] === 'function'),
    `expected an object with the methods ${methods.join(', ')}`,
  );

const reading = {
  roots: z.array(z.string().min(1)).readonly().optional(),
  maxLineBytes: bytes(512 * MIB, 32 * MIB),
  chunkBytes: bytes(64 * MIB, MIB),
};

const readSchema = z.strictObject({
  ...reading,
  offsets: having<NonNullable<ReadTranscriptsOptions['offsets']>>(['open', 'get']).optional(),
  signal: z
    .custom<AbortSignal>((value) => value instanceof AbortSignal, 'expected an AbortSignal')
    .optional(),
  onProgress: z
    .custom<NonNullable<ReadTranscriptsOptions['onProgress']>>((value) => typeof value === 'function')
    .optional(),
}) satisfies z.ZodType<ReadTranscriptsOptions>;

const importerSchema = z.strictObject({
  ...reading,
  search: having<MessageSink>(['index']),
  offsets: having<TranscriptsAdapter>(['open', 'get', 'put', 'list', 'close']),
  batchDocuments: z.number().int().min(1).max(100_000).default(500),
  batchBytes: bytes(512 * MIB, MIB),
}) satisfies z.ZodType<TranscriptImporterOptions>;

/** Options with their defaults. */
export type ReadTranscriptsSettings = z.output<typeof readSchema>;
export type TranscriptImporterSettings = z.output<typeof importerSchema>;

export function parseReadOptions(options: ReadTranscriptsOptions): ReadTranscriptsSettings {
  return parse(readSchema, options, invalid('readTranscripts'));
}

export function parseImporterOptions(options: TranscriptImporterOptions): TranscriptImporterSettings {
  return parse(importerSchema, options, invalid('TranscriptImporter'));
}

const invalid = (what: string) => (summary: string, problems: readonly { path: string }[], cause: unknown) =>
  new TranscriptsError('TRANSCRIPTS_BAD_OPTIONS', `The options of ${what} are not valid. ${summary}.`, {
    cause,
    details: { paths: problems.map(({ path }) => path) },
  });
