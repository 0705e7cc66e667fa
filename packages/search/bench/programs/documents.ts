import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { MessageDocument } from '@keelson/search';

/** Reads what `writeDocuments` has written. */
export async function readDocuments(file: string): Promise<readonly MessageDocument[]> {
  const documents: MessageDocument[] = [];
  for await (const line of createInterface({ input: createReadStream(file) })) {
    documents.push(JSON.parse(line) as MessageDocument);
  }
  return documents;
}
