import { asyncDispose } from '@keelson/internal-runtime/async-dispose';
import { Lifecycle } from '@keelson/internal-runtime/lifecycle';
import { Observable } from '@keelson/internal-runtime/observable';
import { closedError, throwIfAborted, TranscriptsError } from './errors.js';
import type { TranscriptImporterEvents } from './events.js';
import { ImportBatch } from './import-batch.js';
import {
  parseImporterOptions,
  type TranscriptImporterOptions,
  type TranscriptImporterSettings,
} from './options.js';
import { ProgressMeter, type TranscriptProgress, type TranscriptSummary } from './progress.js';
import { readSlices } from './read-transcripts.js';

/** Options of one run. */
export interface ImportOptions {
  /** Called at most about ten times a second, and at the end. */
  readonly onProgress?: ((progress: TranscriptProgress) => void) | undefined;
  /** Ends the run with `TRANSCRIPTS_ABORTED`. What was acknowledged is kept, and the next run goes on from there. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Reads every file anew, as after the search database was lost.
   *
   * @default false
   */
  readonly fromStart?: boolean | undefined;
}

/**
 * Feeds the messages of session files to a search database and remembers how far it came.
 *
 * An offset is stored only after the sink has acknowledged every message before it, and ids are the same at every
 * reading: a run that is killed at any point loses nothing, and repeating a part changes nothing.
 * Messages that a forked session repeats from its parent are left out; they stand in the parent.
 *
 * @example
 * const importer = new TranscriptImporter({ search, offsets: sqliteTranscriptsAdapter({ database: 'app.db' }) });
 * const { messages } = await importer.run({ onProgress: ({ bytesRead, bytesTotal }) => show(bytesRead / bytesTotal) });
 * await importer.close();
 */
export class TranscriptImporter extends Observable<TranscriptImporterEvents> {
  readonly #settings: TranscriptImporterSettings;
  readonly #lifecycle: Lifecycle;
  readonly #closing = new AbortController();
  #running = false;

  /** @throws TranscriptsError `TRANSCRIPTS_BAD_OPTIONS` */
  constructor(options: TranscriptImporterOptions) {
    super();
    this.#settings = parseImporterOptions(options);
    const { offsets } = this.#settings;
    this.#lifecycle = new Lifecycle({
      open: () => offsets.open(),
      close: () => offsets.close(),
      closed: () => closedError('importer'),
    });
  }

  /** Opens the offsets, so that a problem shows early; `run` does it on demand. */
  open(): Promise<void> {
    return this.#lifecycle.open();
  }

  /**
   * Imports what is new since the last run, and resolves when it is stored.
   *
   * @throws TranscriptsError `TRANSCRIPTS_ROOT_UNREADABLE`, `TRANSCRIPTS_ABORTED`, `TRANSCRIPTS_RUNNING`,
   * `TRANSCRIPTS_CLOSED`, those of the offsets, and whatever the sink throws. One unreadable file ends nothing:
   * it is in the summary's `failures`.
   */
  run(options: ImportOptions = {}): Promise<TranscriptSummary> {
    return this.#lifecycle.run(async () => {
      if (this.#running) {
        throw new TranscriptsError(
          'TRANSCRIPTS_RUNNING',
          'This importer is running already. Wait for that run to end, or cancel it by its signal.',
          { retryable: true },
        );
      }
      this.#running = true;
      try {
        return await this.#import(options);
      } finally {
        this.#running = false;
      }
    });
  }

  /** Ends a run that is under way, as its signal would, then closes the offsets. */
  close(): Promise<void> {
    this.#closing.abort(closedError('importer'));
    return this.#lifecycle.close();
  }

  [asyncDispose](): Promise<void> {
    return this.close();
  }

  async #import({ onProgress, signal, fromStart = false }: ImportOptions): Promise<TranscriptSummary> {
    const { search, offsets, batchDocuments, batchBytes, ...reading } = this.#settings;
    const ended = signal ? AbortSignal.any([signal, this.#closing.signal]) : this.#closing.signal;
    const batch = new ImportBatch({
      search,
      offsets,
      signal: ended,
      maxDocuments: batchDocuments,
      maxBytes: batchBytes,
      onStored: (record) => {
        if (record.type === 'session') this.emit('sessionRead', record);
        else this.emit('fileRead', record);
      },
    });
    const meter = new ProgressMeter();
    const from = fromStart ? undefined : offsets;
    for await (const slice of readSlices({ ...reading, offsets: from, signal: ended, onProgress }, meter)) {
      await batch.add(slice);
      throwIfAborted(ended);
    }
    await batch.flush();
    return meter.summary();
  }
}
