import type { TranscriptOffset, TranscriptsAdapter } from './adapter.js';
import type { MessageDocument, MessageSink } from './message-sink.js';
import type { FileSlice } from './read-file.js';
import type { FileRecord, MessageRecord, SessionRecord } from './records.js';

export interface ImportBatchOptions {
  readonly search: MessageSink;
  readonly offsets: TranscriptsAdapter;
  readonly signal: AbortSignal;
  readonly maxDocuments: number;
  readonly maxBytes: number;
  /** Called when a record, and all that came before it, is stored. */
  readonly onStored: (record: SessionRecord | FileRecord) => void;
}

/** Gathers messages over files, and stores offsets only after the messages before them. */
export class ImportBatch {
  readonly #options: ImportBatchOptions;
  #documents: MessageDocument[] = [];
  #bytes = 0;
  /** Offsets whose messages are all in this batch or in earlier ones. */
  readonly #offsets = new Map<string, TranscriptOffset>();
  readonly #stored: (SessionRecord | FileRecord)[] = [];

  constructor(options: ImportBatchOptions) {
    this.#options = options;
  }

  /** Takes a slice in; wherever the batch is full, waits until it is stored. */
  async add({ records, offset }: FileSlice): Promise<void> {
    const { maxDocuments, maxBytes } = this.#options;
    for (const record of records) {
      if (record.type !== 'message') this.#stored.push(record);
      else if (!record.inherited) {
        this.#documents.push(documentOf(record));
        this.#bytes += Buffer.byteLength(record.content);
        if (this.#documents.length >= maxDocuments || this.#bytes >= maxBytes) await this.flush();
      }
    }
    if (offset !== null) this.#offsets.set(offset.path, offset);
    if (this.#offsets.size + this.#stored.length >= maxDocuments) await this.flush();
  }

  /** Stores everything taken in so far: first the messages, then the offsets after them. */
  async flush(): Promise<void> {
    const { search, offsets, signal, onStored } = this.#options;
    if (this.#documents.length > 0) await search.index('messages', this.#documents, { signal });
    this.#documents = [];
    this.#bytes = 0;
    if (this.#offsets.size > 0) await offsets.put([...this.#offsets.values()]);
    this.#offsets.clear();
    for (const record of this.#stored.splice(0)) onStored(record);
  }
}

/** The longest text that a search database takes, in UTF-16 units. */
const MAX_CONTENT_LENGTH = 16 * 1024 * 1024;

function documentOf({ id, content, sessionId, projectId, role, timestamp }: MessageRecord): MessageDocument {
  return { id, content: content.slice(0, MAX_CONTENT_LENGTH), sessionId, projectId, role, timestamp };
}
