import type { StoredDocument } from './adapter.js';

const MAX_DOCUMENTS = 100;
const MAX_CHARACTERS = 128 * 1024;

/** Cuts a batch into parts that a store can commit in a few milliseconds each. */
export function* slices(documents: readonly StoredDocument[]): Generator<readonly StoredDocument[]> {
  let start = 0;
  let characters = 0;
  for (const [index, document] of documents.entries()) {
    const length = charactersIn(document);
    if (index > start && (index - start >= MAX_DOCUMENTS || characters + length > MAX_CHARACTERS)) {
      yield documents.slice(start, index);
      start = index;
      characters = 0;
    }
    characters += length;
  }
  if (start < documents.length) yield documents.slice(start);
}

/** The length of all text of a document, in UTF-16 units. */
export function charactersIn(document: StoredDocument): number {
  let characters = 0;
  for (const value of Object.values(document)) if (typeof value === 'string') characters += value.length;
  return characters;
}
