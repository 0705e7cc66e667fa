import type { AdapterHit, StoredDocument } from './adapter.js';
import type { Collection } from './collection.js';
import type { ParsedQuery } from './query.js';
import { makeSnippet, type Snippet } from './snippet.js';

/**
 * What a result shows of a document. The whole text stays in storage: it may be megabytes.
 *
 * @param more Further matches that were collapsed into this one.
 */
export function toHit(
  collection: Collection,
  document: StoredDocument,
  score: number,
  query: ParsedQuery,
  more: number,
): AdapterHit {
  const fields: Record<string, string | number | null> = {};
  const texts: Record<string, Snippet> = {};
  for (const { name, type } of collection.fields) {
    const value = document[name] ?? null;
    if (type !== 'text') fields[name] = value;
    else if (typeof value === 'string') texts[name] = makeSnippet(value, query, name);
  }
  return { id: document.id, timestamp: document.timestamp, score, fields, texts, more };
}
