import { stat } from 'node:fs/promises';
import type { TranscriptOffset, TranscriptsAdapter } from './adapter.js';
import { throwIfAborted } from './errors.js';
import { identityOf, isUnchanged } from './file-identity.js';
import { formatOf } from './formats.js';

/** A file that must be opened. */
export interface PlannedFile {
  readonly path: string;
  /** How far an earlier run came; it holds only if the file proves to be the same. */
  readonly known: TranscriptOffset | undefined;
  /** Bytes to read, if it does. */
  readonly bytes: number;
}

/** Paths that are looked up at once. */
const PAGE = 500;

/** Leaves out the files that are as they were; nothing is opened for that. */
export async function planFiles(
  paths: readonly string[],
  offsets: Pick<TranscriptsAdapter, 'get'> | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly PlannedFile[]> {
  const planned: PlannedFile[] = [];
  for (let start = 0; start < paths.length; start += PAGE) {
    throwIfAborted(signal);
    const page = paths.slice(start, start + PAGE);
    const stored = new Map((await offsets?.get(page))?.map((offset) => [offset.path, offset]));
    const files = await Promise.all(page.map((path) => planFile(path, stored.get(path))));
    planned.push(...files.filter((file) => file !== undefined));
  }
  return planned;
}

async function planFile(
  path: string,
  stored: TranscriptOffset | undefined,
): Promise<PlannedFile | undefined> {
  const known =
    stored !== undefined && formatOf(stored.agent)?.version === stored.version ? stored : undefined;
  try {
    const now = identityOf(await stat(path, { bigint: true }));
    if (known !== undefined && isUnchanged(known, now)) return undefined;
    return { path, known, bytes: Math.max(0, now.size - (known?.offset ?? 0)) };
  } catch {
    // Opening it will fail too, and that is where it is reported.
    return { path, known, bytes: 0 };
  }
}
