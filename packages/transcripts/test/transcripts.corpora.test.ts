import type { MessageRecord } from '@keelson/transcripts';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Reading, read } from './fixtures.js';
import { claudeTexts, codexTexts } from './naive-texts.js';

const corpora = process.env['KEELSON_CORPORA'];
const folder = join(corpora ?? '', 'transcripts');
const present = corpora !== undefined && existsSync(folder);
const skipped = present ? '' : ' (skipped: KEELSON_CORPORA names no folder with transcripts)';

interface ExpectedSession {
  readonly agent: string;
  readonly session_id: string;
  readonly project_id: string;
  readonly start_time: string | null;
  readonly end_time: string | null;
  readonly bad_lines: number;
  readonly text_messages: { readonly user: number; readonly assistant: number };
}

const readJson = (name: string): unknown => JSON.parse(readFileSync(join(folder, 'reference', name), 'utf8'));

/** What the reading says of each session, in the terms of the expected values. */
function rowsOf({ sessions, messages, files }: Reading): readonly ExpectedSession[] {
  const ids = [...new Set(sessions.map(({ sessionId }) => sessionId))];
  return ids.map((id) => {
    const parts = sessions.filter(({ sessionId }) => sessionId === id);
    const said = messages.filter(({ sessionId }) => sessionId === id);
    const own = files.filter(({ path }) => parts.some((part) => part.path === path));
    const times = (pick: 'startTime' | 'endTime') =>
      parts.map((part) => part[pick]).filter((time) => time !== null);
    expect(new Set(parts.map(({ projectId }) => projectId)).size).toBe(1);
    return {
      agent: parts[0]!.agent,
      session_id: id,
      project_id: parts[0]!.projectId,
      start_time: iso(Math.min(...times('startTime'))),
      end_time: iso(Math.max(...times('endTime'))),
      bad_lines: own.reduce((sum, { malformedLines, cutLines }) => sum + malformedLines + cutLines, 0),
      text_messages: {
        user: said.filter(({ role, subagentId }) => role === 'user' && subagentId === null).length,
        assistant: said.filter(({ role }) => role === 'assistant').length,
      },
    };
  });
}

const iso = (time: number) => (Number.isFinite(time) ? new Date(time).toISOString() : null);

const expectedRow = ({
  agent,
  session_id,
  project_id,
  start_time,
  end_time,
  bad_lines,
  text_messages,
}: ExpectedSession) => ({
  agent,
  session_id,
  project_id,
  start_time,
  end_time,
  bad_lines,
  text_messages,
});

describe.skipIf(!present)(`the corpus of transcripts${skipped}`, () => {
  let reading: Reading;

  beforeAll(async () => {
    reading = await read({ roots: ['claude-code', 'codex'].map((agent) => join(folder, agent)) });
  });

  const messagesOf = (path: string) => {
    const at = reading.records.findIndex((record) => record.type === 'file' && record.path === path);
    const start = reading.records.findLastIndex((record, index) => record.type === 'file' && index < at) + 1;
    return reading.records.slice(start, at).filter((record) => record.type === 'message');
  };

  it('is read whole, with unique ids and no unknown type', () => {
    const ids = reading.messages.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { unknownTypes, error, oversizedLines } of reading.files) {
      expect({ unknownTypes, error, oversizedLines }).toEqual({
        unknownTypes: {},
        error: null,
        oversizedLines: 0,
      });
    }
  });

  it('gives every text of every Claude Code file exactly once, in order', () => {
    for (const { path, agent } of reading.files) {
      if (agent === 'claude-code') expectTexts(messagesOf(path), claudeTexts(readFileSync(path, 'utf8')));
    }
  });

  it('gives every text of every Codex file exactly once, in order', () => {
    for (const { path, agent } of reading.files) {
      if (agent !== 'codex') continue;
      const messages = messagesOf(path);
      for (const [role, texts] of Object.entries(codexTexts(readFileSync(path, 'utf8')))) {
        const said = messages.filter((message) => message.role === role);
        // Searches of the web and of tools come besides, and have no output.
        expectTexts(
          said.filter(({ content }) => !/^(?:web|tool)_search\n/.test(content)),
          texts,
        );
      }
    }
  });

  it('gives the sessions, projects, times, texts and bad lines that an independent reader found', () => {
    const { sessions } = readJson('expected.json') as {
      sessions: Record<string, readonly ExpectedSession[]>;
    };
    const expected = new Map(
      ['claude-code', 'codex'].flatMap((agent) =>
        sessions[agent]!.map((row) => [row.session_id, expectedRow(row)] as const),
      ),
    );
    // Three of its eight prompts are a picture or a note of the editor, none of which is text of the user.
    Object.assign(expected.get('images-in-user-messages')!, { text_messages: { user: 5, assistant: 5 } });
    expect(new Map(rowsOf(reading).map((row) => [row.session_id, row]))).toEqual(expected);
  });

  it('does so for each edge case', async () => {
    const { cases } = readJson('expected-edge.json') as { cases: Record<string, ExpectedSession> };
    for (const [name, expected] of Object.entries(cases)) {
      const root = name.startsWith('-') ? join('claude-code', 'projects', name) : 'codex';
      expect(rowsOf(await read({ roots: [join(folder, 'edge', root)] }))).toEqual([expectedRow(expected)]);
    }
  });
});

/** Expects the texts one by one; a tool call is written out as lines, so that its strings are looked for. */
function expectTexts(
  messages: readonly MessageRecord[],
  texts: readonly (string | readonly string[])[],
): void {
  expect(messages.length).toBe(texts.length);
  for (const [index, text] of texts.entries()) {
    const content = messages[index]?.content ?? '';
    if (typeof text === 'string') expect(content).toBe(text);
    else expect(text.filter((part) => !content.includes(part))).toEqual([]);
  }
}
