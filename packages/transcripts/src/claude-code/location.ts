import { basename } from 'node:path';

export interface Location {
  readonly sessionId: string;
  /** The project's folder: its path with every other character turned into a dash, which cannot be undone. */
  readonly folder: string;
  readonly subagentId: string | null;
  /** The file of the session's main thread. */
  readonly mainPath: string;
}

/** `projects/<folder>/<session>.jsonl`, or anything below `projects/<folder>/<session>/`. */
const PROJECT = /^(.*[\\/]projects[\\/](-[^\\/]*|[a-z]--[^\\/]*)[\\/])([^\\/]+)([\\/].+)?$/is;
/** The same somewhere else. */
const SUBAGENT = /^(.*?([^\\/]*)[\\/])([^\\/]+)([\\/]subagents[\\/].+)$/s;
const ELSEWHERE = /^(.*?([^\\/]*)[\\/])([^\\/]+)()$/s;

/** What the place of a file tells: the session is the first part of the path below the project's folder. */
export function locate(path: string): Location {
  const match = PROJECT.exec(path) ?? SUBAGENT.exec(path) ?? ELSEWHERE.exec(path);
  const [, base = '', folder = '', first = path, below = ''] = match ?? [];
  const sessionId = first.replace(/\.jsonl$/i, '');
  return {
    sessionId,
    folder,
    subagentId: below === '' ? null : basename(below.replaceAll('\\', '/'), '.jsonl').replace(/^agent-/, ''),
    mainPath: below === '' ? path : `${base}${sessionId}.jsonl`,
  };
}
