import { SearchDb } from '@keelson/search';
import { sqliteSearchAdapter } from '@keelson/search/sqlite';
import { TranscriptImporter, type TranscriptProgress, type TranscriptSummary } from '@keelson/transcripts';
import { sqliteTranscriptsAdapter } from '@keelson/transcripts/sqlite';
import type { Places } from './places.js';
import { collections, type ConsoleSearch, SessionCatalogue } from './session-catalogue.js';

/** The sessions of some roots and their index, both in one SQLite file. */
export class Library {
  readonly places: Places;
  readonly search: ConsoleSearch;
  readonly #importer: TranscriptImporter;
  readonly #catalogue: SessionCatalogue;
  /** Grows with every run that found something new. */
  revision = 0;
  /** How the run stands that is under way, once it has said so. */
  progress: TranscriptProgress | null = null;

  constructor(places: Places) {
    this.places = places;
    const { database, kind, roots } = places;
    this.search = new SearchDb({ adapter: sqliteSearchAdapter({ database }), collections });
    this.#catalogue = new SessionCatalogue(this.search);
    this.#importer = new TranscriptImporter({
      // Of the usual places some are missing on most machines; by default the importer passes over those.
      roots: kind === 'machine' ? undefined : roots,
      search: this.#catalogue,
      offsets: sqliteTranscriptsAdapter({ database }),
    });
    this.#importer.on('sessionRead', (session) => this.#catalogue.observe(session));
  }

  /** Opens the file, so that whatever is wrong with it shows before anything else is done. */
  async open(): Promise<void> {
    await this.search.open();
    await this.#importer.open();
  }

  /** Imports what is new: files that have not changed are not opened. */
  async update(
    signal: AbortSignal,
    onProgress?: (progress: TranscriptProgress) => void,
  ): Promise<TranscriptSummary> {
    try {
      const summary = await this.#importer.run({
        signal,
        onProgress: (progress) => {
          this.progress = progress;
          onProgress?.(progress);
        },
      });
      if (summary.messages > 0) this.revision += 1;
      return summary;
    } finally {
      this.progress = null;
      await this.#catalogue.flush();
    }
  }

  async close(): Promise<void> {
    await this.#importer.close();
    await this.search.close();
  }
}
