import type { Phrase } from '../query.js';
import { analyze } from '../tokenizer.js';
import type { DocumentTable } from './documents.js';
import type { FullText } from './full-text.js';
import type { PhraseCheck } from './impact/ranked-search.js';

/** Up to this many postings of its words together, FTS5 finds a phrase in all documents within some milliseconds. */
const MAX_POSTINGS = 25_000;

/**
 * Checks a phrase where its words stand. FTS5 cannot be interrupted and walks through every posting of the words,
 * so it is asked only where they are few. Otherwise the documents are read, one by one, as long as the search has time.
 */
export function phraseCheck(
  phrase: Phrase,
  column: string | null,
  postings: number,
  { fullText, documents }: { readonly fullText: FullText; readonly documents: DocumentTable },
): PhraseCheck {
  if (postings > MAX_POSTINGS) {
    const known = new Map<number, boolean>();
    return {
      readsDocuments: true,
      confirms(row) {
        let confirmed = known.get(row);
        if (confirmed === undefined) {
          confirmed = documents.texts(row, column).some((text) => stands(phrase, analyze(text).terms));
          known.set(row, confirmed);
        }
        return confirmed;
      },
    };
  }
  let rows: ReadonlySet<number> | undefined;
  return {
    readsDocuments: false,
    confirms: (row) => (rows ??= fullText.rowsWith(phrase, column)).has(row),
  };
}

function stands({ terms, prefix }: Phrase, text: readonly string[]): boolean {
  const [first] = terms;
  const last = terms.length - 1;
  const matches = (found: string | undefined, index: number) =>
    found === terms[index] ||
    (prefix && index === last && found?.startsWith(terms[index] as string) === true);
  for (let at = text.indexOf(first as string); at !== -1; at = text.indexOf(first as string, at + 1)) {
    if (terms.every((_, index) => matches(text[at + index], index))) return true;
  }
  return false;
}
