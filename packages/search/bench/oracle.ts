import { type Recency, recencyFactor, saturation } from '../src/ranking.js';
import { corpus, type CorpusOptions, ordinalOf } from './corpus.js';
import { clausesOf } from './language.js';
import { progressOf } from './progress.js';
import type { BenchQuery } from './query-sets.js';
import { type DocumentTerms, QueryTerms } from './query-terms.js';
import { TopScores } from './top-scores.js';
import type { Vocabulary } from './vocabulary.js';

/** A query, how age counts in it, and the hits that are to be judged. */
export interface OracleQuestion {
  readonly query: BenchQuery;
  readonly recency: Recency | null;
  readonly ids: readonly string[];
}

export interface OracleAnswer {
  readonly matches: number;
  /** Share of the ten best that was hit; hits that score like the tenth count. 1 where nothing matches. */
  readonly overlap: number;
}

const BEST = 10;
/** Two ways to add the same numbers differ by less. */
const TOLERANCE = 1e-6;

/**
 * Scores every document for every question with the formula of `ranking.ts`, in one pass over the corpus: no index,
 * nothing cut short.
 */
export function askOracle(
  options: CorpusOptions,
  vocabulary: Vocabulary,
  questions: readonly OracleQuestion[],
): readonly OracleAnswer[] {
  const terms = new QueryTerms(vocabulary);
  const asked = questions.map((question) => new Evaluation(question, terms));
  const byDriver = new Map<number, Evaluation[]>();
  for (const evaluation of asked) {
    for (const driver of evaluation.drivers) {
      byDriver.set(driver, [...(byDriver.get(driver) ?? []), evaluation]);
    }
  }

  const progress = progressOf('Scoring by brute force', options.documents);
  let ordinal = 0;
  for (const { content, sessionId, timestamp } of corpus(options)) {
    const document = terms.read(content);
    for (const term of document.present) {
      for (const evaluation of byDriver.get(term) ?? [])
        evaluation.see(ordinal, document, sessionId, timestamp);
    }
    ordinal += 1;
    if (ordinal % 1_000 === 0) progress(ordinal);
  }
  progress(ordinal);
  return asked.map((evaluation) => evaluation.answer());
}

/** One question on its way through the corpus. */
class Evaluation {
  /** A document without any of these cannot match. */
  readonly drivers: readonly number[];
  readonly #question: OracleQuestion;
  /** Each clause is its phrases, each phrase its terms. */
  readonly #clauses: readonly (readonly (readonly number[])[])[];
  readonly #scoring: readonly { readonly term: number; readonly idf: number }[];
  readonly #judged: ReadonlySet<number>;
  readonly #scoresOfHits: number[] = [];
  readonly #best = new TopScores(BEST);
  #matches = 0;
  #last = -1;

  constructor(question: OracleQuestion, terms: QueryTerms) {
    this.#question = question;
    this.#clauses = clausesOf(question.query.text, question.query.prefix).map((phrases) =>
      phrases.map((phrase) =>
        phrase.terms.map((term, at) => terms.numberOf(term, phrase.prefix && at === phrase.terms.length - 1)),
      ),
    );
    const all = [...new Set(this.#clauses.flat(2))];
    this.#scoring = all.map((term) => ({ term, idf: terms.idf(term) }));
    this.#judged = new Set(question.ids.map(ordinalOf));
    const rarest = (phrase: readonly number[]) =>
      phrase.reduce((a, b) => (terms.documentsWith(b) < terms.documentsWith(a) ? b : a));
    const costOf = (drivers: readonly number[]) =>
      drivers.reduce((sum, term) => sum + terms.documentsWith(term), 0);
    this.drivers = this.#clauses
      .map((phrases) => [...new Set(phrases.map(rarest))])
      .reduce<readonly number[]>((a, b) => (a.length === 0 || costOf(b) < costOf(a) ? b : a), []);
  }

  see(ordinal: number, document: DocumentTerms, sessionId: string, timestamp: number): void {
    if (ordinal === this.#last) return;
    this.#last = ordinal;
    const { query, recency } = this.#question;
    if (query.sessionId !== null && query.sessionId !== sessionId) return;
    if (!this.#clauses.every((phrases) => phrases.some((phrase) => stands(phrase, document)))) return;
    this.#matches += 1;
    let score = 0;
    for (const { term, idf } of this.#scoring) {
      const frequency = document.frequencies[term] ?? 0;
      if (frequency > 0) score += idf * saturation(frequency, document.relativeLength);
    }
    score *= recencyFactor(timestamp, recency);
    this.#best.add(score);
    if (this.#judged.has(ordinal)) this.#scoresOfHits.push(score);
  }

  answer(): OracleAnswer {
    const expected = Math.min(BEST, this.#matches);
    const least = this.#best.least * (1 - TOLERANCE);
    const good = this.#scoresOfHits.filter((score) => score >= least).length;
    return { matches: this.#matches, overlap: expected === 0 ? 1 : Math.min(1, good / expected) };
  }
}

/** Whether the terms of a phrase stand next to each other. A single one may also be an identifier as a whole. */
function stands(phrase: readonly number[], { frequencies, sequence }: DocumentTerms): boolean {
  if (!phrase.every((term) => (frequencies[term] ?? 0) > 0)) return false;
  if (phrase.length === 1) return true;
  return sequence.some((_, start) =>
    phrase.every((term, at) => sequence[start + at]?.includes(term) ?? false),
  );
}
