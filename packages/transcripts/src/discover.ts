import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError, throwIfAborted, type TranscriptsError, unreadable } from './errors.js';

/** What lies below the roots. */
export interface Discovery {
  /** Sorted, so that a session's own file comes before those of its subagents. */
  readonly paths: readonly string[];
  /** Folders that could not be listed. */
  readonly failures: readonly { readonly path: string; readonly error: TranscriptsError }[];
}

export interface DiscoverOptions {
  readonly roots: readonly string[];
  /** Whether a root may be missing: an agent that is not installed has none. */
  readonly optional: boolean;
  readonly signal: AbortSignal | undefined;
}

/**
 * Finds every `.jsonl` file below the roots; a root that is a file itself may have any name.
 * Symbolic links are followed, and everything is found once, however many ways lead to it.
 */
export async function discover({ roots, optional, signal }: DiscoverOptions): Promise<Discovery> {
  const paths = new Set<string>();
  const folders = new Set<string>();
  const failures: { path: string; error: TranscriptsError }[] = [];

  const visit = async (folder: string): Promise<void> => {
    if (folders.has(folder)) return;
    folders.add(folder);
    throwIfAborted(signal);
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      try {
        await visitEntry(entry, join(folder, entry.name));
      } catch (error) {
        if (!isSystemError(error)) throw error;
        const path = join(folder, entry.name);
        failures.push({ path, error: unreadable('TRANSCRIPTS_FILE_UNREADABLE', path, error) });
      }
    }
  };
  const visitEntry = async (entry: Dirent, path: string): Promise<void> => {
    if (entry.isDirectory()) await visit(path);
    else if (entry.isFile() && path.endsWith('.jsonl')) paths.add(path);
    else if (entry.isSymbolicLink()) {
      const target = await realpath(path).catch(() => undefined);
      if (target === undefined) return;
      if ((await stat(target)).isDirectory()) await visit(target);
      else if (target.endsWith('.jsonl')) paths.add(target);
    }
  };

  for (const root of roots) {
    try {
      const path = await realpath(root);
      if ((await stat(path)).isDirectory()) await visit(path);
      else paths.add(path);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      if (optional && error.code === 'ENOENT') continue;
      throw unreadable('TRANSCRIPTS_ROOT_UNREADABLE', root, error);
    }
  }
  return { paths: [...paths].toSorted(), failures };
}
