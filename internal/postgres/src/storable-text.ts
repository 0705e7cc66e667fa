/** Since Node 20; the `lib` of this project is older. */
interface WellFormedCheck {
  isWellFormed(): boolean;
}

/** Whether PostgreSQL can keep the text unchanged: it has no U+0000 and no lone surrogate. */
export function isStorableText(text: string): boolean {
  return !text.includes('\0') && (text as unknown as WellFormedCheck).isWellFormed();
}

/**
 * The text as a PostgreSQL `text` column keeps it: each U+0000, which the server refuses, and each lone surrogate,
 * which UTF-8 cannot express, becomes U+FFFD. The length in UTF-16 code units and every offset stay the same, and
 * text without such characters is returned as it is.
 *
 * It is not reversible, which suits text that people read. Ids and keys have to be refused with
 * {@link isStorableText} instead, since two of them could become one.
 */
export function storableText(text: string): string {
  return isStorableText(text) ? text : text.replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}

/**
 * `JSON.stringify` for a `jsonb` column, which refuses the escapes of U+0000 and of lone surrogates:
 * they become U+FFFD, in keys too.
 */
export function storableJson(value: unknown): string {
  // Every backslash of JSON begins an escape, so matching them in pairs never takes `\\u0000` for one.
  return JSON.stringify(value).replace(/\\(?:u(?:0000|d[89a-f][0-9a-f]{2})|.)/g, (escape) =>
    escape.length > 2 ? '\uFFFD' : escape,
  );
}
