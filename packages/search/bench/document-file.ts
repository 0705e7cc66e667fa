import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { corpus, type CorpusOptions } from './corpus.js';
import { batches } from './database.js';

/** Writes the first documents of a corpus to a file, one in a line, for programs that do not make their own. */
export async function writeDocuments(folder: string, options: CorpusOptions): Promise<string> {
  const file = join(folder, `documents-${options.documents}.jsonl`);
  const handle = await open(file, 'w');
  for (const batch of batches(corpus(options), 1_000)) {
    await handle.write(batch.map((document) => `${JSON.stringify(document)}\n`).join(''));
  }
  await handle.close();
  return file;
}
