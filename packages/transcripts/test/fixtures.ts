import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  readTranscripts,
  type FileRecord,
  type MessageDocument,
  type MessageRecord,
  type ReadTranscriptsOptions,
  type SessionRecord,
  type TranscriptRecord,
} from '@keelson/transcripts';
import { onTestFinished } from 'vitest';

/** A folder that is gone when the test ends. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'keelson-transcripts-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function write(path: string, content: string | Uint8Array): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

export const lines = (...records: readonly unknown[]): string =>
  records.map((record) => `${typeof record === 'string' ? record : JSON.stringify(record)}\n`).join('');

export const at = (seconds: number): string => new Date(Date.UTC(2026, 10, 3, 9, 0, seconds)).toISOString();

let serial = 0;

/** A record of Claude Code with the fields that every turn has. */
export function claude(type: string, fields: Record<string, unknown>): Record<string, unknown> {
  serial += 1;
  return {
    parentUuid: null,
    isSidechain: false,
    cwd: '/home/ada/engine',
    sessionId: 'a-session',
    version: '2.1.217',
    type,
    uuid: `00000000-0000-4000-8000-${String(serial).padStart(12, '0')}`,
    timestamp: at(serial % 3000),
    ...fields,
  };
}

export const prompt = (content: unknown, fields: Record<string, unknown> = {}) =>
  claude('user', { message: { role: 'user', content }, ...fields });

export const reply = (block: unknown, fields: Record<string, unknown> = {}) =>
  claude('assistant', {
    message: {
      id: 'msg_1',
      model: 'claude-sonnet-5',
      role: 'assistant',
      content: [block],
      usage: { input_tokens: 3 },
    },
    ...fields,
  });

export const text = (value: string) => ({ type: 'text', text: value });

/** A record of Codex. */
export const codex = (seconds: number, type: string, payload: Record<string, unknown>) => ({
  timestamp: at(seconds),
  type,
  payload,
});

export const CODEX_SESSION = '019a4d00-1111-7222-8333-444455556666';

export const codexMeta = (fields: Record<string, unknown> = {}) =>
  codex(0, 'session_meta', {
    id: CODEX_SESSION,
    cwd: '/home/ada/loom',
    cli_version: '0.140.0',
    source: 'cli',
    ...fields,
  });

export const codexPrompt = (seconds: number, message: string) =>
  codex(seconds, 'event_msg', { type: 'user_message', message, images: [] });

export const codexReply = (seconds: number, value: string) =>
  codex(seconds, 'response_item', {
    type: 'message',
    role: 'assistant',
    content: [{ type: 'output_text', text: value }],
  });

export interface Reading {
  readonly records: readonly TranscriptRecord[];
  readonly messages: readonly MessageRecord[];
  readonly sessions: readonly SessionRecord[];
  readonly files: readonly FileRecord[];
}

export async function read(options: ReadTranscriptsOptions): Promise<Reading> {
  const records: TranscriptRecord[] = [];
  for await (const record of readTranscripts(options)) records.push(record);
  return {
    records,
    messages: records.filter((record) => record.type === 'message'),
    sessions: records.filter((record) => record.type === 'session'),
    files: records.filter((record) => record.type === 'file'),
  };
}

/** Reads the text of one file under a name that the agent would give it. */
export function readClaude(
  content: string | Uint8Array,
  options: ReadTranscriptsOptions = {},
): Promise<Reading> {
  const path = join(temporaryFolder(), 'claude-code', 'projects', '-home-ada-engine', 'a-session.jsonl');
  return read({ roots: [write(path, content)], ...options });
}

export function readCodex(
  content: string | Uint8Array,
  options: ReadTranscriptsOptions = {},
): Promise<Reading> {
  const name = `rollout-2026-11-03T09-00-00-${CODEX_SESSION}.jsonl`;
  const path = join(temporaryFolder(), 'codex', 'sessions', '2026', '11', '03', name);
  return read({ roots: [write(path, content)], ...options });
}

/** A search database reduced to a map. */
export class Sink {
  readonly documents = new Map<string, MessageDocument>();
  readonly batches: number[] = [];

  async index(_collection: 'messages', documents: readonly MessageDocument[]): Promise<void> {
    await Promise.resolve();
    this.batches.push(documents.length);
    for (const document of documents) this.documents.set(document.id, document);
  }

  get contents(): readonly string[] {
    return [...this.documents.values()].map(({ content }) => content);
  }
}
