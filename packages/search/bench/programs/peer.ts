import type { MessageDocument } from '@keelson/search';
import { costOf } from '../cpu.js';
import type { BenchQuery } from '../query-sets.js';
import { readDocuments } from './documents.js';
import { answer } from './job.js';

/** Builds and saves the index of a peer, or opens what was saved and searches. */
export interface PeerJob {
  /** URL of a module in `benchmarks/search`. */
  readonly module: string;
  readonly folder: string;
  /** A file of documents to index; without it a saved index is opened. */
  readonly documents?: string;
  readonly queries: readonly BenchQuery[];
}

export interface PeerReport {
  /** From a process that has loaded the package to the first result. */
  readonly first: { readonly cpuMs: number; readonly wallMs: number };
  readonly cpuMs: readonly number[];
  readonly rssBytes: number;
}

interface Peer {
  build(documents: readonly MessageDocument[]): unknown;
  save(index: unknown, folder: string): Promise<void>;
  open(folder: string): Promise<unknown>;
  search(index: unknown, text: string): readonly string[] | Promise<readonly string[]>;
}

answer(async ({ module, folder, documents, queries }: PeerJob): Promise<PeerReport> => {
  const { default: peer } = (await import(module)) as { default: Peer };
  if (documents !== undefined) {
    const index = await peer.build(await readDocuments(documents));
    await peer.save(index, folder);
    return { first: { cpuMs: 0, wallMs: 0 }, cpuMs: [], rssBytes: process.memoryUsage.rss() };
  }
  const [firstQuery = { text: '' }, ...others] = queries;
  const { result: index, ...first } = await costOf(async () => {
    const opened = await peer.open(folder);
    const ids = await peer.search(opened, firstQuery.text);
    if (ids.length === 0) throw new Error(`${module} finds nothing for "${firstQuery.text}".`);
    return opened;
  });
  const cpuMs: number[] = [];
  for (const pass of ['warm-up', 'measured']) {
    for (const { text } of others) {
      const cost = await costOf(() => peer.search(index, text));
      if (pass === 'measured') cpuMs.push(cost.cpuMs);
    }
  }
  return { first, cpuMs, rssBytes: process.memoryUsage.rss() };
});
