import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Library } from '../src/library.js';
import type { Answer, MessagePage, SessionPage, Status } from '../src/protocol.js';
import { type RunningServer, startServer } from '../src/server.js';
import { PAGE } from './program.js';
import { HOSTILE, line, temporaryFolder, writeSession } from './session-files.js';

const root = temporaryFolder();
const library = new Library({ kind: 'named', roots: [root], database: join(root, 'index.db') });
let server: RunningServer;

beforeAll(async () => {
  const lines = Array.from({ length: 150 }, (_, index) =>
    line(index % 2 === 0 ? 'user' : 'assistant', `Message number${index}`),
  );
  writeSession(root, [...lines, line('assistant', HOSTILE)]);
  await library.update(new AbortController().signal);
  server = await startServer({ library, port: 0, page: PAGE });
});
afterAll(async () => {
  await server.close();
  await library.close();
});

/** Unlike `fetch`, sends any header and any path. */
function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const { port } = new URL(server.url);
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>(
    (resolve, reject) => {
      request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => (body += text));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
        });
      })
        .on('error', reject)
        .end();
    },
  );
}

async function get<Reply>(path: string): Promise<Reply> {
  const { status, body } = await ask(path);
  expect(status).toBe(200);
  return JSON.parse(body) as Reply;
}

describe('the data', () => {
  it('says how much is indexed', async () => {
    expect(await get<Status>('/api/status')).toEqual({
      sessions: 1,
      messages: 151,
      sample: false,
      revision: 1,
      importing: null,
    });
  });

  it('lists sessions', async () => {
    const { sessions, next } = await get<SessionPage>('/api/sessions');
    expect(sessions).toMatchObject([{ id: 'session-one', title: 'Message number0', agent: 'claude-code' }]);
    expect(next).toBeNull();
  });

  it('finds messages, with ranges for what matches', async () => {
    const { hits, count } = await get<Answer>('/api/search?q=number77');
    expect(count).toBe(1);
    expect(hits[0]).toMatchObject({ text: 'Message number77', ranges: [[8, 16]], role: 'assistant' });
  });

  it('pages through a conversation from the middle in both directions, each message once', async () => {
    const { hits } = await get<Answer>('/api/search?q=number77');
    const at = hits[0]!.time;
    const texts: string[] = [];
    for (const [direction, add] of [
      ['after', 'push'],
      ['before', 'unshift'],
    ] as const) {
      let cursor = '';
      do {
        const path = `/api/messages?session=session-one&${direction}=${at}${cursor && `&cursor=${cursor}`}`;
        const page = await get<MessagePage>(path);
        texts[add](...page.messages.map(({ text }) => text));
        cursor = page.next ?? '';
      } while (cursor !== '');
    }
    expect(texts).toEqual([...Array.from({ length: 150 }, (_, index) => `Message number${index}`), HOSTILE]);
  });

  it.each(['', '%22', '*', '(', 'NEAR(', 'AND', '-', ':', '%00', '%F0%9F%92%A9', 'x'.repeat(5000)])(
    'answers the query %s',
    async (query) => {
      expect(await get<Answer>(`/api/search?q=${query}`)).toMatchObject({ version: 1 });
    },
  );

  it.each([
    ['/api/messages', 400],
    ['/api/messages?session=session-one&after=soon', 400],
    ['/api/messages?session=session-one&cursor=x', 400],
    ['/api/session?id=none', 404],
    ['/api/other', 404],
  ])('refuses %s with %i and a reason', async (path, expected) => {
    const { status, body } = await ask(path);
    expect(status).toBe(expected);
    expect((JSON.parse(body) as { error: string }).error).toMatch(/\w+ \w+/);
  });
});

describe('the door', () => {
  it.each(['/', '/page.js', '/style.css', '/icon.svg'])('serves %s under a strict policy', async (path) => {
    const { status, headers } = await ask(path);
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-security-policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });

  it.each([
    { host: 'evil.example' },
    { host: `evil.example:4177` },
    { host: '127.0.0.1' },
    { host: '127.0.0.1:1' },
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: 'https://127.0.0.1' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
  ])('refuses a request for data with %j', async (headers) => {
    expect((await ask('/api/sessions', headers)).status).toBe(403);
  });

  it('answers under both names of the loopback address, with the origin of its own page', async () => {
    const { port } = new URL(server.url);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`]) {
      const headers = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' };
      expect((await ask('/api/status', headers)).status).toBe(200);
    }
  });

  it.each([
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/package.json',
    '//etc/passwd',
    '/style.css/../../main.js',
    '/page.js%00',
    '/constructor',
    '/__proto__',
  ])('serves nothing but its own files: %s', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  it('only reads', async () => {
    expect((await ask('/api/status', {}, 'POST')).status).toBe(405);
    expect((await ask('/', {}, 'HEAD')).status).toBe(200);
  });
});
