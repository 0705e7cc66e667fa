export type { TranscriptOffset, TranscriptOffsetPage, TranscriptsAdapter } from './adapter.js';
export { TranscriptsError, type TranscriptsErrorCode } from './errors.js';
export type { TranscriptImporterEvents } from './events.js';
export type { MessageDocument, MessageSink } from './message-sink.js';
export type { ReadingOptions, ReadTranscriptsOptions, TranscriptImporterOptions } from './options.js';
export type { TranscriptProgress, TranscriptSummary } from './progress.js';
export { readTranscripts } from './read-transcripts.js';
export type {
  FileRecord,
  MessageRecord,
  MessageRole,
  SessionRecord,
  TranscriptAgent,
  TranscriptRecord,
} from './records.js';
export { defaultTranscriptRoots } from './roots.js';
export { type ImportOptions, TranscriptImporter } from './transcript-importer.js';
