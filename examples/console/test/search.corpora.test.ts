// Imports the real session files that KEELSON_CORPORA names, and finds their text again.
import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SearchDb } from '@keelson/search';
import { sqliteSearchAdapter } from '@keelson/search/sqlite';
import { readTranscripts, TranscriptImporter } from '@keelson/transcripts';
import { sqliteTranscriptsAdapter } from '@keelson/transcripts/sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const corpora = process.env['KEELSON_CORPORA'];
const SAMPLE = 400;

describe.skipIf(corpora === undefined)('real sessions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'keelson-corpora-'));
  const root = join(folder, 'transcripts');
  const database = join(folder, 'app.db');
  const open = () => {
    const search = new SearchDb({ adapter: sqliteSearchAdapter({ database }) });
    const importer = new TranscriptImporter({
      roots: [root],
      search,
      offsets: sqliteTranscriptsAdapter({ database }),
    });
    const close = async () => {
      await importer.close();
      await search.close();
    };
    return { search, importer, close };
  };

  beforeAll(async () => {
    for (const agent of ['claude-code', 'codex']) {
      cpSync(join(corpora ?? '', 'transcripts', agent), join(root, agent), { recursive: true });
    }
    const { importer, close } = open();
    await importer.run();
    await close();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it(`finds ${SAMPLE} of their messages by a few of their words, in every session`, async () => {
    const messages = [];
    for await (const record of readTranscripts({ roots: [root] })) {
      if (record.type === 'message' && !record.inherited && /[\p{L}\p{N}]/u.test(record.content))
        messages.push(record);
    }
    expect(messages.length).toBeGreaterThan(SAMPLE);
    const { search, close } = open();
    expect((await search.stats())['messages']?.documents).toBeGreaterThan(messages.length * 0.99);
    const missing: string[] = [];
    for (let n = 0; n < SAMPLE; n += 1) {
      const { id, sessionId, content } = messages[Math.floor((n * messages.length) / SAMPLE)]!;
      const words = content
        .replaceAll('"', ' ')
        .split(/\s+/)
        .filter((word) => /[\p{L}\p{N}]/u.test(word));
      const start = Math.floor((words.length * (n % 7)) / 7);
      const query = `"${words
        .slice(start, start + 12)
        .join(' ')
        .slice(0, 2_000)}"`;
      const { hits } = await search.searchAll(query, { limit: 200, filters: { sessionId } });
      if (!hits.some((hit) => hit.id === id)) missing.push(`${id}: ${hits.length} other hits`);
    }
    await close();
    expect(missing).toEqual([]);
  });

  it('are not read again at the second start', async () => {
    const { importer, close } = open();
    const summary = await importer.run();
    await close();
    expect(summary).toMatchObject({ filesRead: 0, bytesRead: 0, messages: 0 });
    expect(summary.filesUnchanged).toBeGreaterThan(20);
  });

  it('give up an appended line without being read from the start', async () => {
    const { search, importer, close } = open();
    let path = '';
    for await (const record of readTranscripts({ roots: [join(root, 'claude-code')] })) {
      if (record.type === 'file' && record.messages > 0 && record.cutLines === 0) path = record.path;
    }
    const line = {
      type: 'user',
      uuid: 'appended',
      timestamp: '2026-11-20T10:00:00.000Z',
      message: { role: 'user', content: 'xylophonequartz' },
    };
    appendFileSync(path, `${JSON.stringify(line)}\n`);
    const { filesRead, bytesRead } = await importer.run();
    const { hits } = await search.searchAll('xylophonequartz');
    await close();
    expect(hits).toHaveLength(1);
    expect(filesRead).toBe(1);
    expect(bytesRead).toBeLessThan(10_000);
  });
});
