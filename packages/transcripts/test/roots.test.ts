import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { defaultTranscriptRoots, readTranscripts, TranscriptsError } from '@keelson/transcripts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  codexMeta,
  codexPrompt,
  CODEX_SESSION,
  lines,
  prompt,
  read,
  temporaryFolder,
  write,
} from './fixtures.js';

const CODEX_FILE = `rollout-2026-11-03T09-00-00-${CODEX_SESSION}.jsonl`;

/** A folder with both agents' files in it, as in a home or a backup of one. */
function dataRoot(): string {
  const root = temporaryFolder();
  write(
    join(root, 'claude-code', 'projects', '-home-ada-engine', 'a-session.jsonl'),
    lines(prompt('to Claude')),
  );
  write(
    join(root, 'codex', 'sessions', '2026', '11', '03', CODEX_FILE),
    lines(codexMeta(), codexPrompt(1, 'to Codex')),
  );
  write(join(root, 'notes.jsonl'), lines({ type: 'note', text: 'nothing to do with agents' }));
  write(join(root, 'claude-code', 'history.jsonl'), lines({ display: 'typed', sessionId: 'a-session' }));
  write(
    join(root, 'pi', 'session.jsonl'),
    lines({ type: 'message', id: 'x', parentId: 'y', timestamp: 't' }),
  );
  return root;
}

const contents = async (...roots: string[]) => (await read({ roots })).messages.map(({ content }) => content);

describe('roots', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('reads whatever is named: a folder of everything, of one agent, of one project, or one file', async () => {
    const root = dataRoot();
    expect(await contents(root)).toEqual(['to Claude', 'to Codex']);
    expect(await contents(join(root, 'claude-code'))).toEqual(['to Claude']);
    expect(await contents(join(root, 'codex', 'sessions', '2026'))).toEqual(['to Codex']);
    expect(await contents(join(root, 'claude-code', 'projects', '-home-ada-engine'))).toEqual(['to Claude']);
    expect(await contents(join(root, 'codex', 'sessions', '2026', '11', '03', CODEX_FILE))).toEqual([
      'to Codex',
    ]);
  });

  it('tells the agent by the content of a file under any name', async () => {
    const folder = temporaryFolder();
    const path = write(
      join(folder, 'saved.log'),
      lines('// a comment', codexMeta(), codexPrompt(1, 'moved')),
    );
    const { sessions } = await read({ roots: [path] });
    expect(sessions).toMatchObject([{ agent: 'codex', sessionId: CODEX_SESSION }]);
    const other = write(
      join(folder, 'exported.jsonl'),
      lines({ type: 'mode', sessionId: 's' }, prompt('kept')),
    );
    expect((await read({ roots: [other] })).sessions).toMatchObject([
      { agent: 'claude-code', sessionId: 'exported' },
    ]);
  });

  it('counts files that are no transcripts', async () => {
    let last;
    await read({ roots: [dataRoot()], onProgress: (progress) => (last = progress) });
    expect(last).toMatchObject({ filesTotal: 5, filesRead: 2, filesIgnored: 3, messages: 2, sessions: 2 });
  });

  it('reads a file once, however many roots and links lead to it', async () => {
    const root = dataRoot();
    symlinkSync(root, join(root, 'codex', 'loop'));
    symlinkSync(join(root, 'nowhere'), join(root, 'dangling.jsonl'));
    const away = temporaryFolder();
    symlinkSync(root, join(away, 'link'));
    expect(await contents(root, join(root, 'codex'), join(away, 'link'), away)).toEqual([
      'to Claude',
      'to Codex',
    ]);
  });

  it('goes where the agents themselves would go', async () => {
    expect(defaultTranscriptRoots()).toContain(join(homedir(), '.claude', 'projects'));
    expect(defaultTranscriptRoots()).toContain(join(homedir(), '.codex', 'sessions'));
    const root = dataRoot();
    vi.stubEnv('CLAUDE_CONFIG_DIR', join(root, 'claude-code'));
    vi.stubEnv('CODEX_HOME', join(root, 'codex'));
    expect((await read({})).messages.map(({ content }) => content)).toEqual(['to Claude', 'to Codex']);
    vi.stubEnv('CLAUDE_CONFIG_DIR', join(root, 'not-installed'));
    expect((await read({})).messages.map(({ content }) => content)).toEqual(['to Codex']);
  });

  it('refuses a root that is missing, saying which and what to do', async () => {
    const failure = await read({ roots: [join(temporaryFolder(), 'gone')] }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TranscriptsError);
    expect(failure).toMatchObject({
      code: 'TRANSCRIPTS_ROOT_UNREADABLE',
      message: expect.stringMatching(/gone: it does not exist\. Check the path/) as string,
      cause: { code: 'ENOENT' },
    });
  });

  it('refuses options that it does not understand before it reads anything', async () => {
    for (const options of [
      { roots: 'x' },
      { root: ['x'] },
      { chunkBytes: 0 },
      { maxLineBytes: 1.5 },
      { signal: {} },
    ]) {
      await expect(readTranscripts(options as never).next()).rejects.toMatchObject({
        code: 'TRANSCRIPTS_BAD_OPTIONS',
      });
    }
  });

  it('ends promptly when the signal says so, with the file closed', async () => {
    const path = join(temporaryFolder(), '-p', 'big.jsonl');
    write(path, lines(...Array.from({ length: 2000 }, (_, index) => prompt(`message ${index}`))));
    const controller = new AbortController();
    let seen = 0;
    const reading = (async () => {
      for await (const record of readTranscripts({
        roots: [path],
        chunkBytes: 4096,
        signal: controller.signal,
      })) {
        if (record.type === 'message') seen += 1;
        controller.abort(new Error('enough'));
      }
    })();
    await expect(reading).rejects.toMatchObject({
      code: 'TRANSCRIPTS_ABORTED',
      cause: { message: 'enough' },
    });
    expect(seen).toBeLessThan(30);
  });

  it('reports a file and a folder that this user may not read, and reads the others', async () => {
    const root = dataRoot();
    const locked = write(
      join(root, 'claude-code', 'projects', '-home-ada-engine', 'locked.jsonl'),
      lines(prompt('no')),
    );
    const closed = join(root, 'codex', 'closed');
    mkdirSync(closed);
    chmodSync(locked, 0);
    chmodSync(closed, 0);
    chmodSync(root, 0o755);
    const expected = [
      [closed, 'TRANSCRIPTS_FILE_UNREADABLE', 'EACCES'],
      [locked, 'TRANSCRIPTS_FILE_UNREADABLE', 'EACCES'],
    ];
    expect(await unprivileged(root)).toEqual({ failures: expected, contents: ['to Claude', 'to Codex'] });
    chmodSync(root, 0);
    expect(await unprivileged(root)).toEqual({ thrown: 'TRANSCRIPTS_ROOT_UNREADABLE' });
    chmodSync(root, 0o755);
  });
});

/** Reads a root as a user without rights: root itself may read everything, so a child becomes nobody. */
async function unprivileged(root: string): Promise<unknown> {
  const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  const program = `
    const { readTranscripts } = await import(process.argv[1]);
    const found = { failures: [], contents: [] };
    try {
      for await (const record of readTranscripts({ roots: [process.argv[2]] })) {
        if (record.type === 'message') found.contents.push(record.content);
        if (record.error) found.failures.push([record.path, record.error.code, record.error.cause.code]);
      }
      console.log(JSON.stringify(found));
    } catch (error) {
      console.log(JSON.stringify({ thrown: error.code }));
    }`;
  const entry = import.meta.resolve('@keelson/transcripts');
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', program, entry, root], {
    encoding: 'utf8',
    cwd: '/',
    ...nobody,
  });
  expect(run.stderr).toBe('');
  return JSON.parse(run.stdout) as unknown;
}
