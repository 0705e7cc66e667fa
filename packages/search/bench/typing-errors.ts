import { Random } from './random.js';
import type { Vocabulary } from './vocabulary.js';

/** A word and how it was typed. */
export interface TypingError {
  readonly meant: string;
  readonly typed: string;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const COUNT = 200;

/** Frequent words of at least five letters with one letter too many, missing, wrong, or swapped with the next. */
export function typingErrors(vocabulary: Vocabulary, seed: number): readonly TypingError[] {
  const random = new Random(seed);
  const frequent = [...vocabulary]
    .filter(([word, documents]) => /^[a-z]{5,}$/.test(word) && documents >= vocabulary.documents / 1_000)
    .map(([word]) => word);
  return random
    .sample(frequent, COUNT * 2)
    .map((meant) => ({ meant, typed: mistype(meant, random) }))
    .filter(({ meant, typed }) => typed !== meant && vocabulary.documentsWith(typed) === 0)
    .slice(0, COUNT);
}

function mistype(word: string, random: Random): string {
  const at = random.integer(0, word.length - 1);
  const letter = LETTERS.charAt(random.integer(0, 25));
  const [before, after] = [word.slice(0, at), word.slice(at + 1)];
  const here = word.charAt(at);
  return random.pick([
    before + letter + here + after,
    before + after,
    before + letter + after,
    before + after.slice(0, 1) + here + after.slice(1),
  ]);
}
