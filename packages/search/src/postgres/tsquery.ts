import type { Phrase } from '../query.js';
import { pairOf } from './document-terms.js';

/** A term, or the beginning of one, by which documents are scored. */
export interface ScoringTerm {
  readonly term: string;
  readonly prefix: boolean;
}

/** A term in the text form of a tsquery. Whatever it is, it is taken literally. */
export function operand({ term, prefix }: ScoringTerm, label = ''): string {
  const flags = `${prefix ? '*' : ''}${label}`;
  return `'${term.replaceAll('\\', '\\\\').replaceAll("'", "''")}'${flags === '' ? '' : `:${flags}`}`;
}

/** The terms of a phrase next to each other, in a field with that label or anywhere. */
export function together(phrase: Phrase, label = ''): string {
  return `(${operandsOf(phrase, label).join(' <-> ')})`;
}

/** All terms of a phrase wherever they stand: what an index can look up. */
export function scattered(phrase: Phrase, label = ''): string {
  const { terms } = phrase;
  const pairs = terms.flatMap((term, at) => {
    const pair = at === 0 ? null : pairOf(terms[at - 1] ?? '', term);
    return pair === null ? [] : [operand({ term: pair, prefix: isUnfinished(phrase, at) })];
  });
  return `(${[...operandsOf(phrase, label), ...pairs].join(' & ')})`;
}

/** Every term of some phrases once, in the order in which they come. */
export function scoringTerms(phrases: readonly Phrase[]): readonly ScoringTerm[] {
  const terms = new Map<string, ScoringTerm>();
  for (const phrase of phrases) {
    for (const [at, term] of phrase.terms.entries()) {
      const scoring = { term, prefix: isUnfinished(phrase, at) };
      terms.set(operand(scoring), scoring);
    }
  }
  return [...terms.values()];
}

function operandsOf(phrase: Phrase, label: string): readonly string[] {
  return phrase.terms.map((term, at) => operand({ term, prefix: isUnfinished(phrase, at) }, label));
}

function isUnfinished({ terms, prefix }: Phrase, at: number): boolean {
  return prefix && at === terms.length - 1;
}
