import type { TranscriptsError } from './errors.js';
import type { TranscriptRecord } from './records.js';

/** How far reading is. */
export interface TranscriptProgress {
  /** Files found below the roots. */
  readonly filesTotal: number;
  readonly filesRead: number;
  /** Files that were not opened, because nothing changed since the stored offset. */
  readonly filesUnchanged: number;
  /** Files that are no agent's transcript. */
  readonly filesIgnored: number;
  /** Files and folders that could not be read. */
  readonly filesFailed: number;
  /** Bytes to read in this run; it grows where a known file must be read from its start. */
  readonly bytesTotal: number;
  readonly bytesRead: number;
  readonly messages: number;
  /** Distinct sessions among the files read. */
  readonly sessions: number;
  readonly elapsedMs: number;
  readonly bytesPerSecond: number;
}

/** What a run did. */
export interface TranscriptSummary extends TranscriptProgress {
  readonly malformedLines: number;
  readonly oversizedLines: number;
  readonly cutLines: number;
  /** Records of unknown types by type; at most 100 types, the rest under `other`. */
  readonly unknownTypes: Readonly<Record<string, number>>;
  /** Why files and folders were not read; at most 100. */
  readonly failures: readonly TranscriptsError[];
}

const MAX_TYPES = 100;
const MAX_TYPE_LENGTH = 80;
const MAX_FAILURES = 100;

/** Counts by name, with a bound on the names: they come from files and may be anything. */
export class TypeCounts {
  readonly #counts = new Map<string, number>();

  add(type: string, count = 1): void {
    const name = type.slice(0, MAX_TYPE_LENGTH);
    const kept = this.#counts.size < MAX_TYPES || this.#counts.has(name) ? name : 'other';
    this.#counts.set(kept, (this.#counts.get(kept) ?? 0) + count);
  }

  toRecord(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }
}

/** Adds up a run. */
export class ProgressMeter {
  readonly #start = performance.now();
  readonly #sessions = new Set<string>();
  readonly #unknownTypes = new TypeCounts();
  readonly #failures: TranscriptsError[] = [];
  readonly #counts = {
    filesTotal: 0,
    filesRead: 0,
    filesUnchanged: 0,
    filesIgnored: 0,
    filesFailed: 0,
    bytesTotal: 0,
    bytesRead: 0,
    messages: 0,
  };
  readonly #badLines = { malformedLines: 0, oversizedLines: 0, cutLines: 0 };

  add(
    name: 'filesTotal' | 'filesUnchanged' | 'filesIgnored' | 'bytesTotal' | 'bytesRead',
    count: number,
  ): void {
    this.#counts[name] += count;
  }

  count(record: TranscriptRecord): void {
    const counts = this.#counts;
    switch (record.type) {
      case 'message':
        counts.messages += 1;
        return;
      case 'session':
        this.#sessions.add(`${record.agent}:${record.sessionId}`);
        return;
      case 'file':
        this.#badLines.malformedLines += record.malformedLines;
        this.#badLines.oversizedLines += record.oversizedLines;
        this.#badLines.cutLines += record.cutLines;
        for (const [type, count] of Object.entries(record.unknownTypes)) this.#unknownTypes.add(type, count);
        if (record.error === null) counts.filesRead += 1;
        else {
          counts.filesFailed += 1;
          if (this.#failures.length < MAX_FAILURES) this.#failures.push(record.error);
        }
    }
  }

  progress(): TranscriptProgress {
    const elapsedMs = performance.now() - this.#start;
    return {
      ...this.#counts,
      sessions: this.#sessions.size,
      elapsedMs,
      bytesPerSecond: elapsedMs > 0 ? (this.#counts.bytesRead / elapsedMs) * 1000 : 0,
    };
  }

  summary(): TranscriptSummary {
    return {
      ...this.progress(),
      ...this.#badLines,
      unknownTypes: this.#unknownTypes.toRecord(),
      failures: [...this.#failures],
    };
  }
}
