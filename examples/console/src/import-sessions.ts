import { Failure } from './failure.js';
import type { Library } from './library.js';
import { plainText } from './plain-text.js';
import { megabytes, ProgressBar } from './progress-bar.js';

/** Imports what is new before anything else, telling standard error about it. @throws Failure if there are no sessions */
export async function importSessions(library: Library, signal: AbortSignal): Promise<void> {
  const bar = new ProgressBar(process.stderr);
  try {
    const summary = await library.update(signal, (progress) => bar.update(progress));
    bar.clear();
    const { filesRead, filesUnchanged, filesFailed, failures, bytesRead, bytesPerSecond } = summary;
    if (filesRead + filesUnchanged === 0 && filesFailed === 0) {
      throw new Failure(
        `No sessions of Claude Code or Codex lie under ${library.places.roots.join(', ')}. Name another folder with --root.`,
      );
    }
    if (summary.messages > 0) {
      console.error(
        `Indexed ${counted(summary.messages, 'message')} of ${counted(summary.sessions, 'session')}: ${megabytes(bytesRead)} MB in ` +
          `${(summary.elapsedMs / 1000).toFixed(1)} s, ${megabytes(bytesPerSecond)} MB/s.`,
      );
    }
    if (filesFailed > 0)
      console.error(
        `${counted(filesFailed, 'file')} could not be read. The first: ${plainText(failures[0]?.message ?? '')}`,
      );
  } finally {
    bar.clear();
  }
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
