import { answer } from './answer.js';
import { importSessions } from './import-sessions.js';
import type { Library } from './library.js';
import { jsonAnswer, terminalAnswer } from './terminal-answer.js';

/** Answers one query on standard output. */
export async function searchInTerminal(
  library: Library,
  { query, limit, json }: { readonly query: string; readonly limit: number; readonly json: boolean },
  signal: AbortSignal,
): Promise<void> {
  await importSessions(library, signal);
  const found = await answer(library.search, query, limit, signal);
  if (json) process.stdout.write(jsonAnswer(found));
  else {
    const colour = process.stdout.isTTY && !process.env['NO_COLOR'];
    process.stdout.write(terminalAnswer(found, { colour }));
  }
  for (const { typed, used } of found.corrections) {
    console.error(`Hardly anything has "${typed}"; searched for ${used.join(', ')} too.`);
  }
  const count = found.capped ? `more than ${found.count}` : String(found.count);
  const shown = found.hits.length < found.count ? `; the best ${found.hits.length} are shown` : '';
  console.error(
    found.count === 0
      ? `Nothing found for "${query}". All words must occur in one message; try fewer.`
      : `${count} ${found.count === 1 ? 'message' : 'messages'} in ${Math.max(1, Math.round(found.tookMs))} ms${shown}.`,
  );
}
