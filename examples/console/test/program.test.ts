import { appendFileSync, chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../src/protocol.js';
import { type Ended, NOBODY, run, SAMPLE, start } from './program.js';
import { HOSTILE, line, temporaryFolder, writeSession } from './session-files.js';

function scene() {
  const home = temporaryFolder();
  const root = join(home, 'sessions');
  const file = writeSession(root, [line('user', 'Why is the checkout slow?'), line('assistant', HOSTILE)]);
  return { home, root, file, database: join(home, 'index.db') };
}

const asNobody = process.getuid?.() === 0 ? { user: NOBODY } : {};

/** One sentence or two on standard error, and nothing that only we could read. */
function expectFailure({ code, stdout, stderr }: Ended, sentence: string) {
  expect(stderr).toContain(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).not.toMatch(/\n\s+at |Error:/);
  expect(stdout).toBe('');
  expect(code).toBe(1);
}

describe('search in the terminal', () => {
  it('prints hits without colours where nobody sees them, and lets no transcript act', async () => {
    const { home, root } = scene();
    const { code, stdout, stderr } = await run(['search', 'quicksand', '--root', root], { home });
    expect(stdout).toMatch(/^1 {2}Why is the checkout slow\?\n {3}web-shop · assistant · .* · claude-code\n/);
    expect(stdout).toContain('quicksand <img src=x onerror="alert(1)">');
    expect(stdout).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
    expect(stderr).toContain('1 message in');
    expect(code).toBe(0);
  });

  it('prints one JSON document with --json', async () => {
    const { home, root } = scene();
    const { stdout } = await run(['search', 'quicksand', '--json', '--root', root], { home });
    const answer = JSON.parse(stdout) as Answer;
    expect(answer).toMatchObject({ version: 1, query: 'quicksand', count: 1, capped: false });
    expect(answer.hits[0]).toMatchObject({ role: 'assistant', session: { project: '/home/ada/web-shop' } });
    expect(answer.hits[0]?.text.startsWith('quicksand <img')).toBe(true);
  });

  it('succeeds where nothing is found, and says so', async () => {
    const { home, root } = scene();
    const { code, stdout, stderr } = await run(['search', 'zebra', '--root', root], { home });
    expect([code, stdout]).toEqual([0, '']);
    expect(stderr).toContain('Nothing found for "zebra".');
  });

  it('reads only what is new at the next start, and finds it', async () => {
    const { home, root, file } = scene();
    const first = await run(['search', 'checkout', '--root', root], { home });
    expect(first.stderr).toContain('Indexed 2 messages of 1 session:');
    const second = await run(['search', 'checkout', '--root', root], { home });
    expect(second.stderr).not.toContain('Indexed');
    appendFileSync(file, line('user', 'Try the cartographer'));
    const third = await run(['search', 'cartographer', '--root', root], { home });
    expect(third.stderr).toContain('Indexed 1 message of 1 session:');
    expect(third.stdout).toContain('Try the cartographer');
  });
});

describe('the places', () => {
  it('are those of the agents of this user, in a file in the cache folder', async () => {
    const home = temporaryFolder();
    writeSession(join(home, '.claude'), [line('user', 'Hello from home')]);
    const { stdout, stderr } = await run(['search', 'hello'], { home });
    expect(stdout).toContain('Hello from home');
    expect(stderr).not.toContain('sample');
    expect(existsSync(join(home, 'cache/keelson/console-machine.db'))).toBe(true);
  });

  it('are the bundled sample where there is no session, and that is said', async () => {
    const home = temporaryFolder();
    const { code, stderr } = await run(['search', 'the'], { home });
    expect(stderr).toContain('showing the bundled sample');
    expect(stderr).toMatch(/Indexed \d+ messages/);
    expect(existsSync(join(home, 'cache/keelson/console-sample.db'))).toBe(true);
    expect(code).toBe(0);
    expect(existsSync(SAMPLE)).toBe(true);
  });
});

describe('the server', () => {
  it('finds a line that is appended while it runs, and ends cleanly on Ctrl+C', async () => {
    const { home, root, file, database } = scene();
    const server = await start(['--root', root, '--db', database], { home });
    appendFileSync(file, line('user', 'Try the cartographer'));
    let count = 0;
    for (let tries = 0; tries < 100 && count === 0; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      const response = await fetch(new URL('/api/search?q=cartographer', server.url));
      count = ((await response.json()) as Answer).count;
    }
    expect(count).toBe(1);
    const { code, stderr } = await server.stop();
    expect(code).toBe(130);
    expect(stderr).not.toContain('Error');
    // The last connection takes the log away as it closes.
    expect(existsSync(`${database}-wal`)).toBe(false);
  });
});

describe('what can be put right is one sentence and exit code 1', () => {
  it('an unknown option', async () => {
    expectFailure(await run(['--prot', '1'], scene()), "Unknown option '--prot'. Run");
  });

  it('a port that is in use', async () => {
    const { home, root } = scene();
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const ended = await run(['--root', root, '--port', String(port)], { home });
    other.close();
    expectFailure(ended, `Port ${port} is in use by another program. Choose another with --port`);
  });

  it('a root that does not exist', async () => {
    const { home } = scene();
    expectFailure(
      await run(['--root', join(home, 'none')], { home }),
      'none does not exist. Check the path after --root.',
    );
  });

  it('a root that may not be read', async () => {
    const { home, root } = scene();
    chmodSync(root, 0);
    chmodSync(home, 0o777);
    const ended = await run(['--root', root], { home, ...asNobody });
    chmodSync(root, 0o755);
    expectFailure(ended, 'cannot be read by this user. Grant read access');
  });

  it('a root without sessions', async () => {
    const { home } = scene();
    const empty = join(home, 'empty');
    mkdirSync(empty);
    writeFileSync(join(empty, 'other.jsonl'), '{"a":1}\n');
    expectFailure(
      await run(['--root', empty, '--port', '0'], { home }),
      `No sessions of Claude Code or Codex lie under ${empty}. Name another folder with --root.`,
    );
  });

  it('a database that is none', async () => {
    const { home, root, database } = scene();
    writeFileSync(database, 'Dear diary, '.repeat(1000));
    expectFailure(
      await run(['--root', root, '--db', database], { home }),
      'is no SQLite database, and was left as it is.',
    );
    expect(readFileSync(database, 'utf8')).toBe('Dear diary, '.repeat(1000));
  });

  it('a damaged database', async () => {
    const { home, root, database } = scene();
    await run(['search', 'x', '--root', root, '--db', database], { home });
    const bytes = readFileSync(database);
    writeFileSync(database, bytes.fill(0xff, 100));
    expectFailure(
      await run(['--root', root, '--db', database], { home }),
      'is damaged. It only holds an index',
    );
  });

  it('a database that a newer version wrote', async () => {
    const { home, root, database } = scene();
    await run(['search', 'x', '--root', root, '--db', database], { home });
    const opened = new Database(database);
    opened.prepare("INSERT INTO keelson_migrations VALUES ('@keelson/search', 99, 'future', '', 0)").run();
    opened.close();
    expectFailure(
      await run(['--root', root, '--db', database], { home }),
      'was written by a newer version of Keelson',
    );
  });

  it('a folder that cannot be written', async () => {
    const { home, root } = scene();
    const folder = join(home, 'locked');
    mkdirSync(folder);
    chmodSync(folder, 0o555);
    chmodSync(home, 0o777);
    const database = join(folder, 'index.db');
    expectFailure(
      await run(['--root', root, '--db', database], { home, ...asNobody }),
      `The database ${database} cannot be`,
    );
  });

  it('a cache folder that cannot be made', async () => {
    const { home, root } = scene();
    writeFileSync(join(home, 'file'), '');
    const env = { XDG_CACHE_HOME: join(home, 'file') };
    expectFailure(
      await run(['--root', root], { home, env }),
      'cannot be made (ENOTDIR). Name a file with --db.',
    );
  });
});
