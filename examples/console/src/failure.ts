/** Something that the person at the keyboard can put right: one sentence, no stack trace. */
export class Failure extends Error {
  override readonly name = 'Failure';
}

/**
 * The one line that an error becomes. The database is only an index of session files, so for most of what can be wrong
 * with it there is a remedy that the package, which cannot know this, does not name.
 */
export function sentenceFor(error: unknown, database: string | undefined): string {
  if (error instanceof Failure) return error.message;
  const message = error instanceof Error ? error.message : String(error);
  const code = (error as { code?: unknown } | null | undefined)?.code;
  if (typeof code !== 'string') return `This should not have happened: ${message}`;
  const remedy = REMEDIES[code.replace(/^(SEARCH|TRANSCRIPTS)_/, '')];
  if (remedy === undefined || database === undefined) return message;
  return `The database ${database} ${remedy}`;
}

const REMEDIES: Readonly<Record<string, string>> = {
  NOT_A_DATABASE: 'is no SQLite database, and was left as it is. Name another file with --db.',
  CORRUPT:
    'is damaged. It only holds an index of your sessions: delete it and start again, or name another file with --db.',
  SCHEMA_NEWER:
    'was written by a newer version of Keelson, and was left as it is. Upgrade, or name another file with --db.',
  SCHEMA_CHANGED: 'was written by another build of Keelson. Name another file with --db.',
  COLLECTION_CHANGED: 'was written by another program. Name another file with --db.',
  READ_ONLY:
    'cannot be written: the file or its folder is read-only. Name another file with --db, or change the permissions.',
  CANNOT_OPEN:
    'cannot be opened or created: check that its folder exists and that you may write there, or name another file with --db.',
  NETWORK_FILE_SYSTEM:
    'would lie on a network file system, where SQLite is not safe. Name a local file with --db.',
  MOVED: 'was moved or deleted while in use. Start again to build it anew.',
  DISK_FULL: 'cannot grow: the disk is full. Free some space and start again; what was imported is kept.',
};
