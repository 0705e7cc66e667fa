import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MessageDocument, SearchDb } from '@keelson/search';
import { sqliteSearchAdapter } from '@keelson/search/sqlite';
import { corpus, type CorpusOptions } from './corpus.js';
import { costOf } from './cpu.js';
import { progressOf } from './progress.js';
import { settled } from './settled.js';

/** What it took to import a corpus. */
export interface ImportFigures {
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Until the process was idle after the last document: merges that were put off. */
  readonly settledMs: number;
}

/** A corpus that was imported. */
export interface BenchDatabase {
  readonly file: string;
  readonly now: number;
  readonly imported: ImportFigures;
}

const BATCH = 1_000;

/** Imports a corpus into `folder`, unless that holds the same one already. */
export async function openBenchDatabase(
  folder: string,
  options: Omit<CorpusOptions, 'now'>,
  fresh = false,
): Promise<BenchDatabase> {
  const { pool, documents, seed } = options;
  const manifestFile = join(folder, 'corpus.json');
  const made = { documents, seed, pool: charactersIn(pool) };
  if (!fresh && existsSync(manifestFile)) {
    const { now, imported, ...kept } = JSON.parse(readFileSync(manifestFile, 'utf8')) as typeof made &
      Pick<BenchDatabase, 'now' | 'imported'>;
    if (JSON.stringify(kept) === JSON.stringify(made))
      return { file: join(folder, 'search.db'), now, imported };
  }
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'search.db');
  const now = Date.now();
  const imported = await importInto(file, { ...options, now });
  writeFileSync(manifestFile, JSON.stringify({ ...made, now, imported }));
  return { file, now, imported };
}

async function importInto(file: string, options: CorpusOptions): Promise<ImportFigures> {
  const search = new SearchDb({ adapter: sqliteSearchAdapter({ database: file }) });
  await search.open();
  const progress = progressOf('Importing', options.documents);
  let [wallMs, cpuMs, done] = [0, 0, 0];
  for (const batch of batches(corpus(options), BATCH)) {
    const cost = await costOf(() => search.index('messages', batch));
    wallMs += cost.wallMs;
    cpuMs += cost.cpuMs;
    progress((done += batch.length));
  }
  const settling = await costOf(settled);
  await search.close();
  return { wallMs, cpuMs, settledMs: settling.wallMs };
}

/** Cuts what is too long for one array. */
export function* batches(
  documents: Iterable<MessageDocument>,
  size: number,
): Generator<readonly MessageDocument[]> {
  let batch: MessageDocument[] = [];
  for (const document of documents) {
    batch.push(document);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function charactersIn(pool: CorpusOptions['pool']): number {
  return [pool.prose, pool.code, pool.unspaced].flat().reduce((sum, text) => sum + text.length, 0);
}
