import fsPromises from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import {
  appendFileSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { readTranscripts, type FileRecord, type TranscriptsAdapter } from '@keelson/transcripts';
import { memoryTranscriptsAdapter } from '@keelson/transcripts/memory';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  codexMeta,
  codexPrompt,
  codexReply,
  CODEX_SESSION,
  lines,
  prompt,
  temporaryFolder,
  write,
} from './fixtures.js';

let offsets: TranscriptsAdapter;
let path: string;

beforeEach(() => {
  offsets = memoryTranscriptsAdapter();
  path = join(temporaryFolder(), 'projects', '-home-ada-engine', 'a-session.jsonl');
});

/** One run that stores each offset when the file is done; undefined where the file was not opened. */
async function run(options: { chunkBytes?: number } = {}) {
  const contents: string[] = [];
  let file: FileRecord | undefined;
  for await (const record of readTranscripts({ roots: [path], offsets, ...options })) {
    if (record.type === 'message') contents.push(record.content);
    if (record.type !== 'file') continue;
    file = record;
    if (record.offset) await offsets.put([record.offset]);
  }
  return file && { contents, change: file.change, bytes: file.bytes };
}

describe('a second run', () => {
  it('does not open a file that is unchanged', async () => {
    write(path, lines(prompt('a')));
    const { open } = fsPromises;
    const opened: unknown[] = [];
    fsPromises.open = (...parameters) => {
      opened.push(parameters[0]);
      return open(...parameters);
    };
    syncBuiltinESMExports();
    try {
      expect(await run()).toMatchObject({ contents: ['a'], change: 'new' });
      expect(opened.splice(0)).toContain(path);
      expect(await run()).toBeUndefined();
      expect(opened).toEqual([]);
    } finally {
      fsPromises.open = open;
      syncBuiltinESMExports();
    }
  });

  it('reads on where a file has grown, and knows session and project again', async () => {
    write(path, lines(prompt('a')));
    await run();
    const more = lines(prompt('b', { cwd: '/elsewhere' }));
    appendFileSync(path, more);
    const records = [];
    for await (const record of readTranscripts({ roots: [path], offsets })) records.push(record);
    expect(records).toMatchObject([
      { type: 'message', content: 'b', sessionId: 'a-session', projectId: '/home/ada/engine' },
      { type: 'session', title: 'a', projectId: '/home/ada/engine' },
      { type: 'file', change: 'appended', bytes: more.length, messages: 1 },
    ]);
  });

  it('gives a line again, under the same id, that had no line feed yet and now has', async () => {
    write(path, lines(prompt('a')) + JSON.stringify(prompt('b')));
    expect(await run()).toMatchObject({ contents: ['a', 'b'] });
    expect(await run()).toBeUndefined();
    appendFileSync(path, `\n${lines(prompt('c'))}`);
    expect(await run()).toMatchObject({ contents: ['b', 'c'], change: 'appended' });
  });

  it('reads a line that was cut once the rest of it has come', async () => {
    const line = lines(prompt('half done'));
    write(path, lines(prompt('a')) + line.slice(0, 100));
    expect(await run()).toMatchObject({ contents: ['a'] });
    appendFileSync(path, line.slice(100));
    expect(await run()).toMatchObject({ contents: ['half done'], change: 'appended' });
  });

  it.each([
    ['truncated', () => truncateSync(path, readFileSync(path).indexOf('\n') + 1), ['a']],
    [
      'truncated and written further than before',
      () => writeFileSync(path, lines(prompt('x'.repeat(5000)))),
      ['x'.repeat(5000)],
    ],
    ['emptied', () => truncateSync(path, 0), []],
  ])('reads a file from its start that was %s', async (_, change, expected) => {
    write(path, lines(prompt('a'), prompt('b')));
    await run();
    change();
    expect(await run()).toMatchObject({ contents: expected, change: 'rewritten' });
    expect(await run()).toBeUndefined();
  });

  it('reads a file from its start that was replaced by one of the same size and time', async () => {
    const first = lines(prompt('aaaa'));
    write(path, first);
    const { atime, mtime } = statSync(path);
    utimesSync(path, atime, mtime);
    await run();
    const other = write(`${path}.new`, first.replace('aaaa', 'bbbb'));
    utimesSync(other, atime, mtime);
    renameSync(other, path);
    expect(await run()).toMatchObject({ contents: ['bbbb'], change: 'rewritten' });
    // Written over in place, with the time put back.
    writeFileSync(path, first.replace('aaaa', 'cccc'));
    utimesSync(path, atime, mtime);
    expect(await run()).toMatchObject({ contents: ['cccc'], change: 'rewritten' });
  });

  it('reads a file from its start that was rotated: a longer one has taken its place', async () => {
    write(path, lines(prompt('a')));
    await run();
    renameSync(path, `${path}.1`);
    write(path, lines(prompt('b'), prompt('c')));
    expect(await run()).toMatchObject({ contents: ['b', 'c'], change: 'rewritten' });
  });

  it('reads a file from its start whose offset was stored by another version of the reader', async () => {
    write(path, lines(prompt('a')));
    await run();
    const [stored] = await offsets.get([path]);
    await offsets.put([{ ...stored!, version: 0 }]);
    expect(await run()).toMatchObject({ contents: ['a'], change: 'new' });
  });

  it('finds what was appended between two reads of one chunk each', async () => {
    const all = Array.from({ length: 50 }, (_, index) => `message ${index}`);
    write(path, lines(...all.slice(0, 10).map((content) => prompt(content))));
    const seen = (await run({ chunkBytes: 300 }))?.contents ?? [];
    for (let at = 10; at < 50; at += 10) {
      appendFileSync(path, lines(...all.slice(at, at + 10).map((content) => prompt(content))));
      seen.push(...((await run({ chunkBytes: 300 }))?.contents ?? []));
    }
    expect(seen).toEqual(all);
  });

  it('gives in any number of runs, cut anywhere, what one run gives', async () => {
    const source = Buffer.from(
      lines(
        codexMeta({ forked_from_id: 'parent-id' }),
        codexMeta({ id: 'parent-id' }),
        codexPrompt(0, 'the parent’s'),
        codexReply(2, 'Grüße 日本語'),
        'not json',
        codexPrompt(3, 'b'),
        codexReply(4, 'c'),
      ),
    );
    const name = `rollout-2026-11-03T09-00-00-${CODEX_SESSION}.jsonl`;
    const whole = await collect(write(join(temporaryFolder(), name), source));
    const folder = temporaryFolder();
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(source.length), { maxLength: 6 }),
        fc.uuid(),
        async (cuts, id) => {
          const file = join(folder, id, name);
          const store = memoryTranscriptsAdapter();
          const messages = new Map<string, unknown>();
          let session: unknown;
          let written = 0;
          write(file, '');
          for (const cut of [...cuts.toSorted((a, b) => a - b), source.length]) {
            appendFileSync(file, source.subarray(written, cut));
            written = cut;
            const part = await collect(file, store);
            for (const [key, message] of part.messages) messages.set(key, message);
            session = part.session ?? session;
          }
          expect({ messages, session }).toEqual(whole);
        },
      ),
      { numRuns: 40 },
    );
  });
});

/** One run over a file: its messages by id, and its session. */
async function collect(file: string, store?: TranscriptsAdapter) {
  const messages = new Map<string, unknown>();
  let session: unknown;
  for await (const record of readTranscripts({ roots: [file], offsets: store })) {
    if (record.type === 'message') messages.set(record.id, record);
    else if (record.type === 'session') session = { ...record, path: '' };
    else if (record.offset) await store?.put([record.offset]);
  }
  return { messages, session };
}
