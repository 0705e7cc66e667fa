import { asArray, asObject, asString } from './json.js';

/** Levels of a tool's input that are written out; what lies deeper is left out. */
const MAX_DEPTH = 12;

/**
 * A tool's name and input as text that reads and tokenises well: one `key: value` a line,
 * strings without JSON's escapes.
 */
export function toolCallText(name: unknown, input: unknown): string {
  return [asString(name) ?? 'tool', readable(input, MAX_DEPTH)].filter((part) => part !== '').join('\n');
}

/** The text of a content list, or of a string that stands for one. Images and other data have none. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  return asArray(content)
    .flatMap((block) => asString(asObject(block)?.['text']) ?? [])
    .join('\n');
}

/** Replaces embedded files, such as a screenshot inside a tool's JSON: nobody looks for base64. */
export function withoutEmbeddedData(text: string): string {
  if (!text.includes(';base64,')) return text;
  return text.replace(/(data:[\w.+-]+\/[\w.+-]+;base64,)[\w+/=-]{64,}/g, '$1…');
}

function readable(value: unknown, depth: number): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === null || value === undefined || depth === 0) return '';
  const entries: readonly (readonly [string, unknown])[] = Array.isArray(value)
    ? value.map((item) => ['', item] as const)
    : Object.entries(value);
  return entries
    .map(([key, item]) => {
      const text = readable(item, depth - 1);
      if (key === '' || text === '') return text;
      return `${key}:${text.includes('\n') ? '\n' : ' '}${text}`;
    })
    .filter((text) => text !== '')
    .join('\n');
}
