import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { importSessions } from './import-sessions.js';
import type { Library } from './library.js';
import { openBrowser } from './open-browser.js';
import { startServer } from './server.js';

/** Built beside the program. */
const PAGE = fileURLToPath(new URL('./page', import.meta.url));
const RESCAN_MS = 3000;

/** Serves the page until the signal ends it. The page can be used while the import goes on. */
export async function serve(
  library: Library,
  { port, open }: { readonly port: number; readonly open: boolean },
  signal: AbortSignal,
): Promise<void> {
  const server = await startServer({ library, port, page: PAGE });
  try {
    const importing = importSessions(library, signal);
    // A short import comes first, so that what is wrong with the sessions is the only thing said.
    await Promise.race([importing, sleep(1000, undefined, { ref: false })]);
    process.stdout.write(`Keelson console: ${server.url}  (Ctrl+C ends it)\n`);
    if (open) openBrowser(server.url);
    await importing;
    await followSessions(library, signal);
  } finally {
    await server.close();
  }
}

/** Takes in what running sessions append. A look costs one stat a file. */
async function followSessions(library: Library, signal: AbortSignal): Promise<void> {
  for (;;) {
    await sleep(RESCAN_MS, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    try {
      await library.update(signal);
    } catch (error) {
      // A lock held by another process, a folder that is away for a moment: the next look will tell.
      const { code, retryable } = error as { code?: unknown; retryable?: unknown };
      if (retryable !== true && code !== 'TRANSCRIPTS_ROOT_UNREADABLE') throw error;
    }
  }
}
