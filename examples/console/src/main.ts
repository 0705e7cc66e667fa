#!/usr/bin/env node
import { parseCommand, usage } from './arguments.js';
import { sentenceFor } from './failure.js';
import { Library } from './library.js';
import { plainText } from './plain-text.js';
import { choosePlaces } from './places.js';
import { serve } from './serve.js';
import { searchInTerminal } from './terminal-search.js';

let database: string | undefined;
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
// Whoever reads our output may have seen enough: `... search "words" | head -1`.
process.stdout.on('error', () => process.exit(0));

try {
  const command = parseCommand(process.argv.slice(2));
  if (command.name === 'help') process.stdout.write(usage);
  else {
    const places = await choosePlaces(command);
    database = places.database;
    if (places.kind === 'sample') {
      console.error(
        'No sessions of coding agents on this machine: showing the bundled sample. Name a folder with --root.',
      );
    }
    const library = new Library(places);
    try {
      await library.open();
      if (command.name === 'search') await searchInTerminal(library, command, stop.signal);
      else await serve(library, command, stop.signal);
    } finally {
      await library.close();
    }
  }
  if (stop.signal.aborted) process.exitCode = 130;
} catch (error) {
  if (stop.signal.aborted) process.exitCode = 130;
  else {
    // A path may be as hostile as a transcript.
    console.error(plainText(sentenceFor(error, database)));
    process.exitCode = 1;
  }
}
