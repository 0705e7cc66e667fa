/** How much of one text is read: errors name their reason at the start, stack traces and logs at the end. */
const HEAD = 3000;
const TAIL = 1000;

/**
 * A text as rules read it. Undoes what carries an error around: JSON in strings in JSON, line wraps and frames of
 * terminals, stack traces. URLs and paths go, since `/logs/429/rate-limit` says nothing about the error.
 * All patterns are linear in time.
 */
export function excerpt(text: string): string {
  return (text.slice(0, HEAD) + text.slice(HEAD).slice(-TAIL))
    .replace(/\n[ \t]{1,20}at [^\n]*/g, '')
    .replace(/\\{1,8}(?:(["'])|[nrt])/g, (_, quote: string | undefined) => quote ?? ' ')
    .replace(/(?:\b[a-z]{2,9}:\/\/|(?<=^|[\s"'(=])(?:\.{0,3}\/|[A-Z]:\\))[^\s"'`<>)\]}|]+|[\s│┃]+/g, ' ')
    .trim();
}
