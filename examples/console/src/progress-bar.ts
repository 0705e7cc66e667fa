import type { TranscriptProgress } from '@keelson/transcripts';

/** Nothing is shown for an import that is over before this. */
const PATIENCE_MS = 1000;

/** Where the progress is drawn: standard error, or a test. */
export interface ProgressOutput {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Shows an import: a bar that is redrawn in a terminal, a line every second elsewhere. */
export class ProgressBar {
  readonly #output: ProgressOutput;
  #lastLine = PATIENCE_MS - 1000;
  #drawn = false;

  constructor(output: ProgressOutput) {
    this.#output = output;
  }

  update(progress: TranscriptProgress): void {
    if (progress.elapsedMs < PATIENCE_MS || progress.bytesTotal === 0) return;
    if (this.#output.isTTY === true) {
      this.#output.write(`\r${progressLine(progress, this.#output.columns ?? 80)}\u001b[K`);
      this.#drawn = true;
    } else if (progress.elapsedMs - this.#lastLine >= 1000) {
      this.#output.write(`${progressLine(progress)}\n`);
      this.#lastLine = progress.elapsedMs;
    }
  }

  /** Takes the bar away, so that the next line starts in the first column. */
  clear(): void {
    if (this.#drawn) this.#output.write('\r\u001b[K');
    this.#drawn = false;
  }
}

/** One line about an import, with a bar where a width is given, and never wider than it. */
export function progressLine(progress: TranscriptProgress, columns?: number): string {
  const { bytesRead, bytesTotal, sessions, bytesPerSecond } = progress;
  const fraction = Math.min(1, bytesRead / Math.max(1, bytesTotal));
  const left = bytesPerSecond > 0 ? duration((bytesTotal - bytesRead) / bytesPerSecond) : '?';
  const figures = `${String(Math.floor(fraction * 100)).padStart(3)}%  ${sessions} sessions  ${megabytes(bytesPerSecond)} MB/s  ${left} left`;
  const label = 'Indexing ';
  // One column stays free: some terminals wrap as soon as the last is written.
  const width = Math.min(30, (columns ?? 0) - label.length - figures.length - 3);
  if (width < 5)
    return `${label}${figures.trimStart()}`.slice(0, columns === undefined ? undefined : columns - 1);
  const full = Math.round(fraction * width);
  return `${label}${'█'.repeat(full)}${'░'.repeat(width - full)} ${figures}`;
}

export function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}

function duration(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`;
  if (seconds < 3600) return `${Math.ceil(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
