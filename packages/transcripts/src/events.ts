import type { FileRecord, SessionRecord } from './records.js';

/** What a {@link TranscriptImporter} tells, once it is stored. */
export interface TranscriptImporterEvents {
  /** A file was read to its end, and this is what it says of its session. */
  sessionRead: SessionRecord;
  /** A file was read, or could not be. */
  fileRead: FileRecord;
}
