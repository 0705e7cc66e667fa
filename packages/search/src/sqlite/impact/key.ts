import { createHash } from 'node:crypto';

/**
 * Keys of the index. A key is a binary string, a UTF-8 byte in each character, so that JavaScript sorts keys
 * as SQLite sorts blobs. Terms are letters and digits; what is no term begins with a control character,
 * which no text can produce.
 */
export type Key = string;

const FILTER = '\x01';
const PAIR = '\x02';
const FIELD = '\x03';
const PREFIX = '\x04';
const SPELLING = '\x05';

/** Filter values longer than this many bytes are known by their hash. */
const MAX_VALUE = 48;

/** A word. */
export function termKey(term: string): Key {
  return isAscii(term) ? term : Buffer.from(term).toString('latin1');
}

/** All words that begin with a key: a list of its own where there are many. */
export function prefixKey(start: Key): Key {
  return PREFIX + start;
}

/** Two characters of an unspaced script that stand next to each other. */
export function pairKey(first: string, second: string): Key {
  return PAIR + termKey(first) + termKey(second);
}

/** A word in one text field, where a collection has several. */
export function fieldKey(column: string, term: string): Key {
  return `${FIELD}${column}=${termKey(term)}`;
}

/** A value of a keyword field. */
export function filterKey(column: string, value: string): Key {
  const bytes = Buffer.from(value);
  const name = bytes.length > MAX_VALUE ? createHash('sha256').update(bytes).digest() : bytes;
  return `${FILTER}${column}=${name.toString('latin1')}`;
}

/** Words of one length, for the spelling of others. */
export function spellingKey(length: number): Key {
  return SPELLING + String.fromCharCode(length);
}

/** Whether the key is a word, not a marked one. */
export function isTerm(key: Key): boolean {
  return key.charCodeAt(0) >= 0x20;
}

/** Whether a merge makes the entry anew instead of taking it over. */
export function isDerived(key: Key): boolean {
  return key.startsWith(PREFIX) || key.startsWith(SPELLING);
}

/** The bytes of a key, as SQLite stores it. */
export function keyBytes(key: Key): Buffer {
  return Buffer.from(key, 'latin1');
}

/** The word of a key. */
export function termOf(key: Key): string {
  return isAscii(key) ? key : Buffer.from(key, 'latin1').toString();
}

/** Whether a key can be cut here: not inside a character. */
export function isBoundary(key: Key, at: number): boolean {
  return (key.charCodeAt(at) & 0xc0) !== 0x80;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
