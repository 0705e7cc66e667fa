import { WINDOW } from './postings.js';

const WORDS = WINDOW / 32;

/** The documents of a window, a bit each. */
export type WindowMask = Int32Array;

/** A mask without documents. */
export function makeMask(): WindowMask {
  return new Int32Array(WORDS);
}

/** Whether the document at a place is in it. */
export function isInMask(mask: WindowMask, place: number): boolean {
  return ((mask[place >>> 5] as number) & (1 << (place & 31))) !== 0;
}

/** Whether any document is in it. */
export function isAny(mask: WindowMask): boolean {
  for (let word = 0; word < mask.length; word += 1) if (mask[word] !== 0) return true;
  return false;
}

/** Leaves the documents that are in the other too. */
export function and(into: WindowMask, mask: WindowMask): void {
  for (let word = 0; word < into.length; word += 1)
    into[word] = (into[word] as number) & (mask[word] as number);
}

/** Adds the documents of the other. */
export function or(into: WindowMask, mask: WindowMask): void {
  for (let word = 0; word < into.length; word += 1)
    into[word] = (into[word] as number) | (mask[word] as number);
}

/** Takes out the documents of the other. */
export function andNot(into: WindowMask, mask: WindowMask): void {
  for (let word = 0; word < into.length; word += 1)
    into[word] = (into[word] as number) & ~(mask[word] as number);
}
