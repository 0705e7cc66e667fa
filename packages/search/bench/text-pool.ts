import { createHash } from 'node:crypto';
import { type Dirent, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { root } from '../../../tooling/workspace.js';
import { transcriptTexts } from './transcript-texts.js';

/** Real text to make messages of. */
export interface TextPool {
  /** What people write: READMEs, changelogs, comments. */
  readonly prose: readonly string[];
  /** What tools print: sources and declarations. */
  readonly code: readonly string[];
  /** Sentences in scripts that are written without spaces. */
  readonly unspaced: readonly string[];
}

const SOURCE = new Set(['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts']);
/** Translations in JSON, such as TypeScript's: the only Chinese and Japanese of any length in node_modules. */
const TRANSLATION = /[\\/](?:ja|zh)(?:[-_]\w+)?(?:[\\/][^\\/]+)?\.json$/i;
const COMMENT = /\/\*[\s\S]*?\*\/|(?:^[ \t]*\/\/[^\n]*\n)+/gm;
const COMMENT_MARKS = /^[ \t]*(?:\/\*+|\*+\/|\*|\/\/+)[ \t]?|[ \t]*\*+\/$/gm;
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{3}/u;
/** Minified code has no lines; nobody's messages look like it. */
const MAX_LINE_AVERAGE = 200;

/**
 * Reads the text that every machine with this project has, its installed packages, and the session files
 * of `KEELSON_CORPORA` where that is set. The same files give the same pool.
 */
export async function readTextPool(): Promise<TextPool> {
  const pool = { prose: [] as string[], code: [] as string[], unspaced: [] as string[] };
  const seen = new Set<string>();
  const isNew = (text: string) => seen.size < seen.add(createHash('sha1').update(text).digest('base64')).size;
  for (const path of filesUnder(join(root, 'node_modules'))) {
    const extension = extname(path).toLowerCase();
    const isSource = SOURCE.has(extension);
    if (!isSource && extension !== '.md' && !TRANSLATION.test(path)) continue;
    const text = readFileSync(path, 'utf8');
    if (text.length < 200 || !isNew(text)) continue;
    if (UNSPACED.test(text)) pool.unspaced.push(...sentencesIn(text));
    if (extension === '.md') pool.prose.push(text);
    if (isSource && text.length / text.split('\n').length < MAX_LINE_AVERAGE) {
      pool.code.push(text);
      const comments = commentsIn(text).filter(isNew).join('\n\n');
      if (comments.length > 200) pool.prose.push(comments);
    }
  }
  for await (const { kind, text } of transcriptTexts()) pool[kind].push(text);
  return pool;
}

function* filesUnder(folder: string): Generator<string> {
  const byName = (a: Dirent, b: Dirent) => (a.name < b.name ? -1 : 1);
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort(byName)) {
    if (entry.name.startsWith('.') || entry.name === '@keelson') continue;
    if (entry.isDirectory()) yield* filesUnder(join(folder, entry.name));
    else if (entry.isFile()) yield join(folder, entry.name);
  }
}

function commentsIn(source: string): readonly string[] {
  return Array.from(source.matchAll(COMMENT), ([comment]) =>
    comment.replace(COMMENT_MARKS, '').trim(),
  ).filter((comment) => comment.length >= 60);
}

function sentencesIn(text: string): readonly string[] {
  return text
    .split(/["'`\n\r]/)
    .map((part) => part.trim())
    .filter((part) => part.length >= 6 && part.length <= 400 && UNSPACED.test(part));
}
