const ESC = String.fromCharCode(0x1b);
const BEL = String.fromCharCode(0x07);
/** Colours, cursor movements and titles that programs print, https://ecma-international.org/publications-and-standards/standards/ecma-48/. */
const ESCAPE_SEQUENCE = new RegExp(
  `(?:${ESC}\\[|\\u009b)[0-?]*[ -/]*[@-~]|${ESC}\\][^${BEL}${ESC}]*(?:${BEL}|${ESC}\\\\)`,
  'g',
);
/** Control characters and the marks that turn the direction of what follows them, but neither line feeds nor tabs. */
export const ACTIVE_CHARACTER = /(?![\n\t])[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu;

/**
 * A transcript's text without anything that could move a cursor, recolour a terminal or reverse what stands beside it.
 * Line feeds and tabs stay.
 */
export function plainText(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(ESCAPE_SEQUENCE, '').replace(ACTIVE_CHARACTER, '');
}

export interface Segment {
  readonly text: string;
  readonly marked: boolean;
}

/** Divides an excerpt at the places that match. The offsets are those of the text as it was stored, so this comes first. */
export function segments(
  text: string,
  ranges: readonly (readonly [start: number, end: number])[],
): readonly Segment[] {
  const parts: Segment[] = [];
  let last = 0;
  for (const [start, end] of ranges) {
    parts.push(
      { text: plainText(text.slice(last, start)), marked: false },
      { text: plainText(text.slice(start, end)), marked: true },
    );
    last = end;
  }
  parts.push({ text: plainText(text.slice(last)), marked: false });
  return parts.filter((part) => part.text !== '');
}
