/** PostgreSQL refuses U+0000. U+0001 and a digit stand for it, and for U+0001 itself. */
const REFUSED = '\0';
const ESCAPE = '\u0001';

/** Text as PostgreSQL keeps it. {@link fromStored} gives it back exactly. */
export function toStored(text: string): string {
  if (!text.includes(REFUSED) && !text.includes(ESCAPE)) return text;
  return text.replaceAll(ESCAPE, `${ESCAPE}1`).replaceAll(REFUSED, `${ESCAPE}0`);
}

/** Text as it was before {@link toStored}. */
export function fromStored(text: string): string {
  if (!text.includes(ESCAPE)) return text;
  return text.replaceAll(`${ESCAPE}0`, REFUSED).replaceAll(`${ESCAPE}1`, ESCAPE);
}
