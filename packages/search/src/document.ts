import type { StoredDocument } from './adapter.js';
import type { Collection, Field } from './collection.js';
import { SearchError } from './errors.js';

const MAX_ID = 512;
const MAX_KEYWORD = 1024;
/** UTF-16 units of one text field. */
const MAX_TEXT = 16 * 1024 * 1024;
/** The times that `Date` can hold. */
const MAX_TIMESTAMP = 8.64e15;

/** Makes of what was given a document as it is stored, or throws `SEARCH_BAD_DOCUMENT`. */
export type DocumentReader = (input: unknown, index: number) => StoredDocument;

/**
 * Checks documents of one call and completes them. Written by hand, not with a schema library: an import runs this
 * for every message, and it must refuse with the position and never with the content.
 */
export function documentReader(collection: Collection): DocumentReader {
  const now = Date.now();
  const known = new Set(['id', 'timestamp', ...collection.fields.map(({ name }) => name)]);
  return (input, index) => {
    const refuse = (problem: string): never => {
      throw new SearchError(
        'SEARCH_BAD_DOCUMENT',
        `Document ${index} for "${collection.name}": ${problem}. No document of this call was indexed.`,
        { details: { collection: collection.name, index } },
      );
    };
    if (typeof input !== 'object' || input === null || Array.isArray(input)) {
      return refuse(`expected an object, got ${kindOf(input)}`);
    }
    const given = input as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(given)) {
      if (!known.has(name))
        refuse(`"${name}" is no field of this collection; it has ${[...known].join(', ')}`);
    }

    const stored: Record<string, string | number | null> = {
      id: checkId(given['id'], refuse),
      timestamp: now,
    };
    for (const field of collection.fields) {
      const value = given[field.name] ?? null;
      if (value === null && field.name === 'timestamp' && !field.required) continue;
      stored[field.name] = checkValue(field, value, refuse);
    }
    return stored as StoredDocument;
  };
}

/** Checks ids the way `index` does. */
export function checkIds(ids: readonly unknown[], refuse: (problem: string) => never): void {
  for (const [at, id] of ids.entries()) checkId(id, (problem) => refuse(`Id ${at}: ${problem}`));
}

function checkId(id: unknown, refuse: (problem: string) => never): string {
  if (typeof id !== 'string') return refuse(`id: expected a string, got ${kindOf(id)}`);
  if (id === '' || id.length > MAX_ID)
    return refuse(`id: expected 1 to ${MAX_ID} characters, got ${id.length}`);
  // Replacing these, as in text, could make two ids equal.
  if (/\p{Surrogate}|\0/u.test(id)) return refuse('id: expected text without NUL and lone surrogates');
  return id;
}

function checkValue(
  field: Field,
  value: unknown,
  refuse: (problem: string) => never,
): string | number | null {
  const { name, type, required } = field;
  if (value === null) return required ? refuse(`${name}: expected a ${type} value, got none`) : null;
  if (type === 'number') {
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      return refuse(`${name}: expected a finite number, got ${kindOf(value)}`);
    }
    if (name === 'timestamp' && (!Number.isInteger(value) || Math.abs(value) > MAX_TIMESTAMP)) {
      return refuse('timestamp: expected whole milliseconds since 1970 within the range of Date');
    }
    // SQL does not tell -0 from 0.
    return value === 0 ? 0 : value;
  }
  if (typeof value !== 'string') return refuse(`${name}: expected a string, got ${kindOf(value)}`);
  const limit = type === 'text' ? MAX_TEXT : MAX_KEYWORD;
  if (value.length > limit)
    return refuse(`${name}: expected at most ${limit} characters, got ${value.length}`);
  return wellFormed(value);
}

/** Lone surrogates have no UTF-8 form; U+FFFD stands in for each, in every adapter alike. */
export function wellFormed(text: string): string {
  // Every supported Node has it, TypeScript's ES2023 does not. A regular expression takes 50 ms for a large text.
  return (text as string & { toWellFormed(): string }).toWellFormed();
}

/** The type of a value, never the value: it may be private. */
function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return 'an array';
  return Number.isNaN(value) ? 'NaN' : `a value of type ${typeof value}`;
}
