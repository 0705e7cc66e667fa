import type { ParsedQuery, Phrase } from '../query.js';
import { hasOwnLabel, labelOf } from './document-terms.js';
import type { DocumentsTable } from './documents-table.js';
import type { Parameters } from './parameters.js';
import { LABELS } from './terms-vector.js';
import { scattered, together } from './tsquery.js';

/**
 * A condition on a document `d` that matches the query: `true` where it asks for nothing, null where nothing can match
 * it in this collection.
 */
export function matchCondition(
  table: DocumentsTable,
  query: ParsedQuery,
  parameters: Parameters,
): string | null {
  const match = new Match(table, parameters);
  const required = query.required.map(({ anyOf }) => match.possible(anyOf));
  const excluded = match.possible(query.excluded);
  if (required.some((phrases) => phrases.length === 0)) return null;

  const conditions = [];
  if (required.length > 0) conditions.push(match.lookUp(required));
  for (const phrases of required) {
    if (!phrases.every((phrase) => match.isPlain(phrase))) conditions.push(match.anyOf(phrases));
  }
  if (excluded.length > 0) conditions.push(`NOT ${match.anyOf(excluded)}`);
  return conditions.length === 0 ? 'true' : conditions.join(' AND ');
}

/** Phrases as conditions on the documents of one table. */
class Match {
  readonly #table: DocumentsTable;
  readonly #parameters: Parameters;

  constructor(table: DocumentsTable, parameters: Parameters) {
    this.#table = table;
    this.#parameters = parameters;
  }

  /** Without those that ask for a field that the collection does not have. */
  possible(phrases: readonly Phrase[]): readonly Phrase[] {
    return phrases.filter(
      ({ terms, field }) => terms.length > 0 && (field === null || this.#ordinal(field) !== -1),
    );
  }

  /** Whether the vector of every document tells if the phrase is there, also of those that are split. */
  isPlain({ terms, field }: Phrase): boolean {
    return (
      terms.length === 1 &&
      (field === null || hasOwnLabel(this.#ordinal(field), this.#table.textFields.length))
    );
  }

  /** What every match fulfils, and the index can look up. */
  lookUp(clauses: readonly (readonly Phrase[])[]): string {
    return this.#vectorHas(
      clauses
        .map((phrases) => `(${phrases.map((phrase) => scattered(phrase, this.#label(phrase))).join(' | ')})`)
        .join(' & '),
    );
  }

  /** Whether one of the phrases is there. */
  anyOf(phrases: readonly Phrase[]): string {
    const plain = phrases.filter((phrase) => this.isPlain(phrase));
    const others = phrases.filter((phrase) => !this.isPlain(phrase));
    const either = [];
    if (plain.length > 0) either.push(this.#vectorHas(this.#oneOf(plain)));
    if (others.length > 0) {
      either.push(
        `CASE WHEN d._split THEN ${this.#passageHas(others)} ELSE ${this.#vectorHas(this.#oneOf(others))} END`,
      );
    }
    return `(${either.join(' OR ')})`;
  }

  #passageHas(phrases: readonly Phrase[]): string {
    const inAnyField = phrases.filter(({ field }) => field === null);
    const either = phrases
      .filter(({ field }) => field !== null)
      .map((phrase) => {
        const field = this.#parameters.add(this.#ordinal(phrase.field ?? ''), 'integer');
        return `(p.field = ${field} AND p.terms @@ ${this.#parameters.add(together(phrase), 'tsquery')})`;
      });
    if (inAnyField.length > 0) {
      const query = inAnyField.map((phrase) => together(phrase)).join(' | ');
      either.push(`p.terms @@ ${this.#parameters.add(query, 'tsquery')}`);
    }
    return `EXISTS (SELECT FROM search_passages p WHERE ${this.#table.passagesOfDocument} AND (${either.join(' OR ')}))`;
  }

  #vectorHas(query: string): string {
    return `d._terms @@ ${this.#parameters.add(query, 'tsquery')}`;
  }

  #oneOf(phrases: readonly Phrase[]): string {
    return phrases.map((phrase) => together(phrase, this.#label(phrase))).join(' | ');
  }

  #label({ field }: Phrase): string {
    return field === null ? '' : (LABELS[labelOf(this.#ordinal(field))] ?? '');
  }

  #ordinal(field: string): number {
    return this.#table.textFields.findIndex(({ name }) => name === field);
  }
}
