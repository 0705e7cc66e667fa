import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder that lasts as long as the test file, and that other users may enter. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'keelson-console-'));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

let messages = 0;

/** One line of a Claude Code session. Each is a minute later than the one before. */
export function line(role: 'user' | 'assistant', content: unknown): string {
  messages += 1;
  return `${JSON.stringify({
    type: role,
    cwd: '/home/ada/web-shop',
    sessionId: 'overridden-by-the-file-name',
    uuid: `message-${messages}`,
    timestamp: new Date(Date.UTC(2026, 0, 5, 10, messages)).toISOString(),
    message: { role, content },
  })}\n`;
}

/** A root with one session in it. Returns the session's file. */
export function writeSession(root: string, lines: readonly string[], name = 'session-one'): string {
  const file = join(root, 'projects', '-home-ada-web-shop', `${name}.jsonl`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, lines.join(''));
  return file;
}

export function appendLine(file: string, text: string): void {
  appendFileSync(file, text);
}

/** What an attacker may have made an agent say. */
export const HOSTILE =
  'quicksand <img src=x onerror="alert(1)"> </script><script>alert(2)</script> \u001b[31mred\u001b[0m \u001b]0;title\u0007 \u202egnp.exe\u202c \u009b2J end';
