import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { access, mkdir, opendir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultTranscriptRoots } from '@keelson/transcripts';
import type { PlaceArguments } from './arguments.js';
import { Failure } from './failure.js';

/** Where sessions are read from and where their index lives. */
export interface Places {
  readonly kind: 'machine' | 'sample' | 'named';
  readonly roots: readonly string[];
  readonly database: string;
}

/** Sessions that the project wrote itself, for a machine that has none. */
const SAMPLE = fileURLToPath(new URL('../sample', import.meta.url));

/** @throws Failure if a named root cannot be read, or the cache folder cannot be made */
export async function choosePlaces({ roots, database }: PlaceArguments): Promise<Places> {
  const named = roots.map((root) => resolve(root));
  for (const root of named) await checkRoot(root);
  const machine = defaultTranscriptRoots();
  const kind = named.length > 0 ? 'named' : (await anySession(machine)) ? 'machine' : 'sample';
  return {
    kind,
    roots: { named, machine, sample: [SAMPLE] }[kind],
    database: database === undefined ? await cacheFile(kind, named) : resolve(database),
  };
}

async function checkRoot(root: string): Promise<void> {
  try {
    await access(root, constants.R_OK);
  } catch (error) {
    throw new Failure(
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? `The folder ${root} does not exist. Check the path after --root.`
        : `The folder ${root} cannot be read by this user. Grant read access, or name another with --root.`,
    );
  }
}

/** Whether a session file lies below the roots. What cannot be listed may hold one; importing it will tell. */
async function anySession(roots: readonly string[]): Promise<boolean> {
  for (const root of roots) {
    try {
      for await (const entry of await opendir(root, { recursive: true })) {
        if (entry.name.endsWith('.jsonl')) return true;
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return true;
    }
  }
  return false;
}

/** Sessions from different places do not mix: each set of roots has an index of its own. */
async function cacheFile(kind: Places['kind'], roots: readonly string[]): Promise<string> {
  const folder = join(cacheFolder(), 'keelson');
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new Failure(
      `The cache folder ${folder} cannot be made (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'}). Name a file with --db.`,
    );
  }
  const key = createHash('sha256').update(roots.toSorted().join('\0')).digest('hex').slice(0, 12);
  return join(folder, kind === 'named' ? `console-${key}.db` : `console-${kind}.db`);
}

function cacheFolder(): string {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  if (process.platform === 'win32') return LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  // A relative path is to be ignored, https://specifications.freedesktop.org/basedir-spec/latest/.
  return XDG_CACHE_HOME !== undefined && isAbsolute(XDG_CACHE_HOME)
    ? XDG_CACHE_HOME
    : join(homedir(), '.cache');
}
