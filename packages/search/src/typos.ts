import type { AdapterQuery, SearchAdapter } from './adapter.js';
import { maxEdits } from './edit-distance.js';
import type { Clause, ParsedQuery, Phrase } from './query.js';
import type { Correction } from './search-result.js';

/** A word that stands in as many documents is no typing error, and whoever has as many hits wants no others. */
export const ENOUGH = 3;
/** Words taken in the place of one. */
const MAX_ALTERNATIVES = 3;

/** A query that also takes words of the index that are like those typed. */
export interface CorrectedQuery {
  readonly query: ParsedQuery;
  readonly corrections: readonly Correction[];
}

/** Looks for what may have been meant by each required word that is rare. Null where there is nothing, or no time left. */
export async function correct(
  adapter: SearchAdapter,
  { query, tenant, collections }: AdapterQuery,
  isLate: () => boolean,
): Promise<CorrectedQuery | null> {
  const corrections = new Map<string, Correction>();

  async function alternatives({ terms, prefix, field }: Phrase): Promise<readonly Phrase[]> {
    const [typed = '', ...others] = terms;
    const edits = maxEdits(typed);
    if (others.length > 0 || edits === 0) return [];
    const like = { tenant, collections, term: typed, maxEdits: edits, limit: 10 };
    const similar = (await adapter.similar?.(like)) ?? [];
    if (similar.some((word) => word.edits === 0 && word.documents >= ENOUGH)) return [];
    const used = similar
      // What an unfinished word begins has been found already.
      .filter(({ term, edits }) => edits > 0 && !(prefix && term.startsWith(typed)))
      .slice(0, MAX_ALTERNATIVES)
      .map(({ term }) => term);
    if (used.length > 0) corrections.set(typed, { typed, used });
    return used.map((term) => ({ terms: [term], prefix: false, field }));
  }

  const required: Clause[] = [];
  for (const { anyOf } of query.required) {
    if (isLate()) return null;
    const more = await Promise.all(anyOf.map(alternatives));
    required.push({ anyOf: [...anyOf, ...more.flat()] });
  }
  return corrections.size === 0
    ? null
    : { query: { ...query, required }, corrections: [...corrections.values()] };
}
