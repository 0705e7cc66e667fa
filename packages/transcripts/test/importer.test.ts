import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { measureStalls } from '@keelson/internal-conformance/stall-meter';
import {
  TranscriptImporter,
  type FileRecord,
  type MessageDocument,
  type TranscriptProgress,
} from '@keelson/transcripts';
import { memoryTranscriptsAdapter } from '@keelson/transcripts/memory';
import { describe, expect, it } from 'vitest';
import {
  codexMeta,
  codexPrompt,
  codexReply,
  CODEX_SESSION,
  lines,
  prompt,
  reply,
  Sink,
  temporaryFolder,
  text,
  write,
} from './fixtures.js';

/** A project with sessions of so many messages each. */
function project(...sizes: readonly number[]): string {
  const folder = join(temporaryFolder(), 'projects', '-home-ada-engine');
  for (const [session, size] of sizes.entries()) {
    const messages = Array.from({ length: size }, (_, index) =>
      prompt(`session ${session} message ${index}`),
    );
    write(join(folder, `session-${session}.jsonl`), lines(...messages));
  }
  return folder;
}

describe('an importer', () => {
  it('hands every message to the search database, in batches bounded by number', async () => {
    const search = new Sink();
    const importer = new TranscriptImporter({
      roots: [project(7, 7, 7)],
      search,
      offsets: memoryTranscriptsAdapter(),
      batchDocuments: 5,
    });
    const summary = await importer.run();
    expect(search.batches).toEqual([5, 5, 5, 5, 1]);
    expect(search.documents.size).toBe(21);
    expect(summary).toMatchObject({
      filesRead: 3,
      messages: 21,
      sessions: 3,
      failures: [],
      malformedLines: 0,
    });
    expect([...search.documents.values()][0]).toEqual({
      id: expect.stringMatching(/^session-0:/) as string,
      content: 'session 0 message 0',
      sessionId: 'session-0',
      projectId: '/home/ada/engine',
      role: 'user',
      timestamp: expect.any(Number) as number,
    } satisfies MessageDocument);
  });

  it('bounds batches by their text too', async () => {
    const search = new Sink();
    const roots = [
      write(
        join(temporaryFolder(), '-p', 's.jsonl'),
        lines(...['ä', 'ö', 'ü'].map((c) => prompt(c.repeat(50)))),
      ),
    ];
    await new TranscriptImporter({
      roots,
      search,
      offsets: memoryTranscriptsAdapter(),
      batchBytes: 150,
    }).run();
    expect(search.batches).toEqual([2, 1]);
  });

  it('hands over nothing a second time, and only what was appended a third', async () => {
    const search = new Sink();
    const folder = project(3);
    const importer = new TranscriptImporter({ roots: [folder], search, offsets: memoryTranscriptsAdapter() });
    await importer.run();
    expect(await importer.run()).toMatchObject({
      filesTotal: 1,
      filesUnchanged: 1,
      filesRead: 0,
      bytesTotal: 0,
    });
    appendFileSync(join(folder, 'session-0.jsonl'), lines(reply(text('a reply'))));
    expect(await importer.run()).toMatchObject({ messages: 1 });
    expect(search.batches).toEqual([3, 1]);
    expect(await importer.run({ fromStart: true })).toMatchObject({ messages: 4 });
    expect(search.documents.size).toBe(4);
  });

  it('stores an offset only when the messages before it are acknowledged', async () => {
    const folder = project(40, 40);
    const offsets = memoryTranscriptsAdapter();
    const acknowledged = new Set<string>();
    const checked: number[] = [];
    const importer = new TranscriptImporter({
      roots: [folder],
      batchDocuments: 7,
      chunkBytes: 1000,
      search: {
        async index(_, documents) {
          await new Promise((resolve) => setTimeout(resolve, 1));
          for (const { content } of documents) acknowledged.add(content);
        },
      },
      offsets: {
        ...bound(offsets),
        put: async (stored) => {
          for (const { path, offset } of stored) {
            const session = /session-(\d)/.exec(path)?.[1];
            const each = lines(prompt(`session ${session} message 0`)).length;
            // Lines differ in length by one digit at most.
            for (let index = 0; index < Math.floor(offset / (each + 1)); index += 1) {
              expect(acknowledged).toContain(`session ${session} message ${index}`);
            }
            checked.push(offset);
          }
          await offsets.put(stored);
        },
      },
    });
    await importer.run();
    expect(checked.length).toBeGreaterThan(10);
    expect(acknowledged.size).toBe(80);
  });

  it('goes on in the middle of a file after the sink has failed, and tells the sink’s own error', async () => {
    const folder = project(200);
    const offsets = memoryTranscriptsAdapter();
    const search = new Sink();
    const full = Object.assign(new Error('disk full'), { code: 'SEARCH_DISK_FULL' });
    let calls = 0;
    const failing = new TranscriptImporter({
      roots: [folder],
      batchDocuments: 10,
      chunkBytes: 2000,
      offsets,
      search: {
        index: async (collection, documents) => {
          if ((calls += 1) === 10) throw full;
          await search.index(collection, documents);
        },
      },
    });
    await expect(failing.run()).rejects.toBe(full);
    expect(search.documents.size).toBe(90);
    const again = await failing.run();
    expect(again.messages).toBeLessThan(200 - 70);
    expect(again.filesRead).toBe(1);
    expect(search.documents.size).toBe(200);
  });

  it('leaves out what a fork repeats, because it stands in the parent', async () => {
    const search = new Sink();
    const name = `rollout-2026-11-03T09-00-00-${CODEX_SESSION}.jsonl`;
    const fork = lines(
      codexMeta({ forked_from_id: 'parent-id' }),
      codexPrompt(0, 'the parent’s'),
      codexReply(5, 'the fork’s'),
    );
    const roots = [write(join(temporaryFolder(), name), fork)];
    await new TranscriptImporter({ roots, search, offsets: memoryTranscriptsAdapter() }).run();
    expect(search.contents).toEqual(['the fork’s']);
  });

  it('tells of sessions and files once they are stored', async () => {
    const search = new Sink();
    const importer = new TranscriptImporter({
      roots: [project(3, 2)],
      search,
      offsets: memoryTranscriptsAdapter(),
    });
    const told: unknown[] = [];
    importer.on('sessionRead', ({ sessionId }) => told.push([sessionId, search.documents.size]));
    importer.on('fileRead', ({ messages }: FileRecord) => told.push(messages));
    await importer.run();
    expect(told).toEqual([['session-0', 5], 3, ['session-1', 5], 2]);
  });

  it('reports how far it is', async () => {
    const reports: TranscriptProgress[] = [];
    const importer = new TranscriptImporter({
      roots: [project(100, 100)],
      search: new Sink(),
      offsets: memoryTranscriptsAdapter(),
      chunkBytes: 4096,
    });
    await importer.run({ onProgress: (progress) => reports.push(progress) });
    const [first, last] = [reports[0]!, reports.at(-1)!];
    expect(first).toMatchObject({ filesTotal: 2, bytesTotal: last.bytesTotal });
    expect(first.bytesRead).toBeLessThan(last.bytesRead);
    expect(last).toMatchObject({ bytesRead: last.bytesTotal, filesRead: 2, messages: 200, sessions: 2 });
    expect(last.bytesPerSecond).toBeGreaterThan(0);
  });

  it('ends promptly by its signal, keeps what was acknowledged, and can run again', async () => {
    const search = new Sink();
    const controller = new AbortController();
    const importer = new TranscriptImporter({
      roots: [project(500)],
      batchDocuments: 10,
      chunkBytes: 2000,
      search: {
        index: async (collection, documents) => {
          await search.index(collection, documents);
          if (search.documents.size === 50) controller.abort();
        },
      },
      offsets: memoryTranscriptsAdapter(),
    });
    await expect(importer.run({ signal: controller.signal })).rejects.toMatchObject({
      code: 'TRANSCRIPTS_ABORTED',
    });
    expect(search.documents.size).toBeLessThan(100);
    const { messages } = await importer.run();
    expect(messages).toBeLessThan(500);
    expect(search.documents.size).toBe(500);
  });

  it('refuses a second run at the same time, and any run after close', async () => {
    const options = { roots: [project(5)], search: new Sink(), offsets: memoryTranscriptsAdapter() };
    const importer = new TranscriptImporter(options);
    const running = importer.run();
    await expect(importer.run()).rejects.toMatchObject({ code: 'TRANSCRIPTS_RUNNING' });
    await running;
    await importer.close();
    await importer.close();
    await expect(importer.run()).rejects.toMatchObject({ code: 'TRANSCRIPTS_CLOSED' });
    await expect(options.offsets.get([])).rejects.toMatchObject({ code: 'TRANSCRIPTS_CLOSED' });
  });

  it('ends a run that is under way when it is closed', async () => {
    const search = new Sink();
    const importer = new TranscriptImporter({
      roots: [project(500)],
      batchDocuments: 1,
      chunkBytes: 1000,
      search,
      offsets: memoryTranscriptsAdapter(),
    });
    const running = importer.run();
    await importer.open();
    await Promise.all([
      expect(running).rejects.toMatchObject({
        code: 'TRANSCRIPTS_ABORTED',
        cause: { code: 'TRANSCRIPTS_CLOSED' },
      }),
      importer.close(),
    ]);
    expect(search.documents.size).toBeLessThan(500);
  });

  it('refuses a sink and a store that cannot do what it needs', () => {
    const offsets = memoryTranscriptsAdapter();
    const refused = expect.objectContaining({ code: 'TRANSCRIPTS_BAD_OPTIONS' }) as Error;
    expect(() => new TranscriptImporter({ search: {} as never, offsets })).toThrow(refused);
    expect(() => new TranscriptImporter({ search: new Sink(), offsets: {} as never })).toThrow(refused);
    expect(() => new TranscriptImporter({ search: new Sink(), offsets, batchDocuments: 0 })).toThrow(refused);
  });

  it('leaves the event loop to the host', async () => {
    const messages = Array.from({ length: 2000 }, (_, index) =>
      reply(text(`${index} ${'words and more words '.repeat(200)}`)),
    );
    const roots = [write(join(temporaryFolder(), '-p', 'big.jsonl'), lines(...messages))];
    const stalls: number[] = [];
    // A stall of ours comes back in every run; one of a busy machine, as while collecting garbage, does not.
    for (let run = 0; run < 3; run += 1) {
      const importer = new TranscriptImporter({
        roots,
        search: new Sink(),
        offsets: memoryTranscriptsAdapter(),
      });
      const longest = measureStalls();
      expect((await importer.run()).bytesRead).toBeGreaterThan(8_000_000);
      stalls.push(longest());
    }
    expect(Math.min(...stalls)).toBeLessThan(50);
  });
});

/** An adapter as a plain object, so that a test can replace one of its methods. */
function bound(adapter: ReturnType<typeof memoryTranscriptsAdapter>) {
  return {
    name: adapter.name,
    open: () => adapter.open(),
    get: (paths: readonly string[]) => adapter.get(paths),
    list: (query: { after: string | null; limit: number }) => adapter.list(query),
    close: () => adapter.close(),
  };
}
