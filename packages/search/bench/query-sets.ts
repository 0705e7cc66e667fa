import type { MessageDocument } from '@keelson/search';
import { Random } from './random.js';
import type { Vocabulary } from './vocabulary.js';

/** A query as somebody types it. */
export interface BenchQuery {
  readonly text: string;
  /** Whether the last word may be unfinished. */
  readonly prefix: boolean;
  /** The session to which the search is restricted, or null. */
  readonly sessionId: string | null;
}

/** Queries of one kind. */
export interface QuerySet {
  readonly name: SetName;
  readonly queries: readonly BenchQuery[];
}

export type SetName =
  'rare' | 'medium' | 'common' | 'top' | 'prefix' | 'pairs' | 'words' | 'session' | 'unspaced';

const PER_SET = 80;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const WORD = /^\p{L}[\p{L}\p{N}]+$/u;
const TYPED = /^[\p{L}\p{N}_]{2,}$/u;
const OPERATOR = /^(?:AND|OR|NOT|NEAR)$/;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const UNSPACED_RUN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+/gu;

/** Queries as the corpus suggests them: its words by frequency, and what stands in a sample of its documents. */
export function querySets(
  vocabulary: Vocabulary,
  sample: readonly MessageDocument[],
  seed: number,
): readonly QuerySet[] {
  const random = new Random(seed);
  const words = [...vocabulary].filter(([word]) => WORD.test(word) && !UNSPACED.test(word));
  const { documents } = vocabulary;
  const between = (from: number, to: number) =>
    random.sample(
      words.filter(([, found]) => found >= from && found <= to).map(([word]) => word),
      PER_SET,
    );
  const top = words
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, 40)
    .map(([word]) => word);
  const made = (count: number, make: (document: MessageDocument) => BenchQuery | undefined) => {
    const queries = new Map<string, BenchQuery>();
    for (let tries = 0; tries < count * 50 && queries.size < count; tries += 1) {
      const query = make(random.pick(sample));
      if (query !== undefined) queries.set(`${query.text} ${query.sessionId ?? ''}`, query);
    }
    return [...queries.values()];
  };

  return [
    { name: 'rare', queries: between(3, Math.max(10, documents / 5_000)).map(whole) },
    { name: 'medium', queries: between(documents / 1_000, documents / 100).map(whole) },
    { name: 'common', queries: between(documents / 100, documents).map(whole) },
    { name: 'top', queries: top.map(whole) },
    { name: 'prefix', queries: prefixes(sample, random) },
    { name: 'pairs', queries: made(PER_SET, (document) => pair(document, random)) },
    { name: 'words', queries: made(PER_SET, (document) => typedWords(document, random)) },
    { name: 'session', queries: made(PER_SET, (document) => inSession(document, top, random)) },
    { name: 'unspaced', queries: made(PER_SET, (document) => unspaced(document, random)) },
  ];
}

function whole(text: string): BenchQuery {
  return { text, prefix: false, sessionId: null };
}

/** The first 1 to 7 characters of real words with each letter, as often as they occur. */
function prefixes(sample: readonly MessageDocument[], random: Random): readonly BenchQuery[] {
  const occurring = new Map<string, string[]>(Array.from(LETTERS, (letter) => [letter, []]));
  for (const { content } of sample) {
    for (const [word] of content.toLowerCase().matchAll(/[a-z]{2,}/g))
      occurring.get(word.charAt(0))?.push(word);
  }
  const found = new Set<string>();
  for (const words of occurring.values()) {
    for (let length = 1; length <= 7; length += 1) {
      const longer = words.filter((word) => word.length > length);
      if (longer.length > 0) found.add(random.pick(longer).slice(0, length));
    }
  }
  return Array.from(found, (text) => ({ text, prefix: true, sessionId: null }));
}

function wordsOf({ content }: MessageDocument): readonly string[] {
  return Array.from(content.slice(0, 5_000).matchAll(/[A-Za-z]{3,}/g), ([word]) => word.toLowerCase());
}

function pair(document: MessageDocument, random: Random): BenchQuery | undefined {
  const [first, second] = random.sample([...new Set(wordsOf(document))], 2);
  return first === undefined || second === undefined ? undefined : whole(`${first} ${second}`);
}

/** 2 to 4 words as they stand, the last one unfinished. */
function typedWords({ content }: MessageDocument, random: Random): BenchQuery | undefined {
  const words = content.slice(0, 5_000).split(/\s+/);
  const count = random.integer(2, 4);
  const start = random.integer(0, Math.max(0, words.length - count));
  const typed = words.slice(start, start + count);
  const last = typed.at(-1) ?? '';
  if (typed.length < count || last.length < 3) return undefined;
  if (!typed.every((word) => TYPED.test(word) && !OPERATOR.test(word) && !UNSPACED.test(word)))
    return undefined;
  const text = [...typed.slice(0, -1), last.slice(0, random.integer(2, last.length - 1))].join(' ');
  return { text, prefix: true, sessionId: null };
}

/** A word that stands in the session, or one that stands everywhere. */
function inSession(
  document: MessageDocument,
  top: readonly string[],
  random: Random,
): BenchQuery | undefined {
  const words = random.next() < 0.5 ? wordsOf(document) : top;
  if (words.length === 0) return undefined;
  return { ...whole(random.pick(words)), sessionId: document.sessionId };
}

/** 1 to 4 characters next to each other. */
function unspaced({ content }: MessageDocument, random: Random): BenchQuery | undefined {
  const runs = content.match(UNSPACED_RUN);
  if (runs === null) return undefined;
  const run = Array.from(random.pick(runs));
  const length = Math.min(run.length, random.integer(1, 4));
  const start = random.integer(0, run.length - length);
  return whole(run.slice(start, start + length).join(''));
}
