import { discover } from './discover.js';
import { throwIfAborted } from './errors.js';
import { unreadFile } from './file-reading.js';
import { parseReadOptions, type ReadTranscriptsOptions } from './options.js';
import { planFiles } from './plan.js';
import { ProgressMeter, type TranscriptSummary } from './progress.js';
import { readFile, type FileSlice } from './read-file.js';
import type { TranscriptRecord } from './records.js';
import { defaultTranscriptRoots } from './roots.js';

/**
 * Reads the session files of coding agents as plain records: of each file its messages in order, then its session, then
 * how the reading went. One buffer's worth of records is held at a time, and the event loop gets a turn every few
 * milliseconds; only the parsing of one very long line is not divided. The iterator returns a summary.
 *
 * @throws TranscriptsError `TRANSCRIPTS_BAD_OPTIONS`, `TRANSCRIPTS_ROOT_UNREADABLE`, `TRANSCRIPTS_ABORTED`, and what
 * `offsets` throws. A file that cannot be read is no error: its record says so.
 *
 * @example
 * for await (const record of readTranscripts()) {
 *   if (record.type === 'message' && record.role === 'user') console.log(record.content);
 * }
 */
export async function* readTranscripts(
  options: ReadTranscriptsOptions = {},
): AsyncGenerator<TranscriptRecord, TranscriptSummary, undefined> {
  const meter = new ProgressMeter();
  for await (const slice of readSlices(options, meter)) yield* slice.records;
  return meter.summary();
}

/** What {@link readTranscripts} yields, a slice at a time, each with the offset that may be stored after it. */
export async function* readSlices(
  options: ReadTranscriptsOptions,
  meter: ProgressMeter,
): AsyncGenerator<FileSlice, void, undefined> {
  const { roots, offsets, signal, onProgress, maxLineBytes, chunkBytes } = parseReadOptions(options);
  const report = throttled(() => onProgress?.(meter.progress()));
  throwIfAborted(signal);
  await offsets?.open();

  const found = await discover({
    roots: roots ?? defaultTranscriptRoots(),
    optional: roots === undefined,
    signal,
  });
  const planned = await planFiles(found.paths, offsets, signal);
  meter.add('filesTotal', found.paths.length);
  meter.add('filesUnchanged', found.paths.length - planned.length);
  for (const { bytes } of planned) meter.add('bytesTotal', bytes);
  for (const { path, error } of found.failures) {
    const record = unreadFile(path, error);
    meter.count(record);
    yield { records: [record], bytes: 0, offset: null };
  }

  const settings = { buffer: Buffer.allocUnsafeSlow(chunkBytes), maxLineBytes, signal };
  for (const file of planned) {
    let bytes = 0;
    let recognised = false;
    for await (const slice of readFile(file, settings)) {
      recognised = true;
      bytes += slice.bytes;
      meter.add('bytesRead', slice.bytes);
      for (const record of slice.records) meter.count(record);
      report();
      yield slice;
    }
    if (!recognised) meter.add('filesIgnored', 1);
    // Not what was planned where a known file was read from its start, was no transcript, or failed.
    meter.add('bytesTotal', bytes - file.bytes);
  }
  onProgress?.(meter.progress());
}

const REPORT_INTERVAL_MS = 100;

/** Calls `report`, unless it was called a moment ago. */
function throttled(report: () => void): () => void {
  let last = -Infinity;
  return () => {
    const now = performance.now();
    if (now - last < REPORT_INTERVAL_MS) return;
    last = now;
    report();
  };
}
