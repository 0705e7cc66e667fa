import type { StoredDocument } from './adapter.js';

const MAX_DOCUMENTS = 100;
const MAX_CHARACTERS = 128 * 1024;

/** Cuts documents into parts that a store can commit in a few milliseconds each. */
export function* slices(documents: Iterable<StoredDocument>): Generator<readonly StoredDocument[]> {
  let slice: StoredDocument[] = [];
  let characters = 0;
  for (const document of documents) {
    const length = charactersIn(document);
    if (slice.length > 0 && (slice.length >= MAX_DOCUMENTS || characters + length > MAX_CHARACTERS)) {
      yield slice;
      slice = [];
      characters = 0;
    }
    slice.push(document);
    characters += length;
  }
  if (slice.length > 0) yield slice;
}

/** The length of all text of a document, in UTF-16 units. */
export function charactersIn(document: StoredDocument): number {
  let characters = 0;
  for (const value of Object.values(document)) if (typeof value === 'string') characters += value.length;
  return characters;
}
