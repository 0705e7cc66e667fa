import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Api, RequestError } from './api.js';
import { Failure } from './failure.js';
import type { Library } from './library.js';

/** All files that the page consists of; nothing else can be asked for. */
const FILES: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/style.css': ['style.css', 'text/css; charset=utf-8'],
  '/page.js': ['page.js', 'text/javascript; charset=utf-8'],
  '/icon.svg': ['icon.svg', 'image/svg+xml'],
};

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

export interface ServerOptions {
  readonly library: Library;
  /** 0 for any free one. */
  readonly port: number;
  /** The folder of the built page. */
  readonly page: string;
}

/** Serves the page and its data to this machine only. @throws Failure if the port cannot be had */
export async function startServer({ library, port, page }: ServerOptions): Promise<RunningServer> {
  const files = new Map(
    await Promise.all(
      Object.entries(FILES).map(
        async ([path, [file, type]]) => [path, { type, body: await readFile(join(page, file)) }] as const,
      ),
    ),
  );
  const api = new Api(library);
  const server = createServer((request, response) => void respond(request, response));
  await listen(server, port);
  const bound = (server.address() as AddressInfo).port;
  const hosts = new Set([`127.0.0.1:${bound}`, `localhost:${bound}`]);

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const send = (status: number, type: string, body: string | Buffer) =>
      response.writeHead(status, { ...HEADERS, 'Content-Type': type }).end(body);
    const refuse = (status: number, error: string) =>
      send(status, 'application/json', JSON.stringify({ error }));
    const url = toUrl(request.url);
    if (!isOwn(request, hosts)) return void refuse(403, 'This server only answers its own page.');
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return void refuse(405, 'This server only reads.');
    if (url === undefined) return void refuse(400, 'This address is malformed.');
    const file = files.get(url.pathname);
    if (file !== undefined) return void send(200, file.type, file.body);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    try {
      send(200, 'application/json', JSON.stringify(await api.answer(url, gone.signal)));
    } catch (error) {
      if (!gone.signal.aborted) refuse(statusOf(error), (error as Error).message);
    }
  }

  return {
    url: `http://127.0.0.1:${bound}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Whether a request comes from our own page, or from the person who opens it. Another site can reach a loopback address
 * through a name of its own that resolves here, which shows in `Host`, or send requests blindly, which shows in the others.
 */
function isOwn({ headers, url }: IncomingMessage, hosts: ReadonlySet<string>): boolean {
  const { host, origin, 'sec-fetch-site': site } = headers;
  if (host === undefined || !hosts.has(host)) return false;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  // A link on another site may open the page, but no other site may ask for data, not even to see how long it takes.
  return url?.startsWith('/api/') !== true || site === undefined || site === 'same-origin' || site === 'none';
}

function toUrl(path: string | undefined): URL | undefined {
  try {
    return new URL(path ?? '/', 'http://localhost');
  } catch {
    return undefined;
  }
}

function statusOf(error: unknown): number {
  if (error instanceof RequestError) return error.status;
  return (error as { code?: unknown }).code === 'SEARCH_BAD_QUERY' ? 400 : 500;
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason =
        error.code === 'EADDRINUSE'
          ? 'is in use by another program'
          : `cannot be had (${error.code ?? error.message})`;
      reject(
        new Failure(`Port ${port} ${reason}. Choose another with --port, or --port 0 for any free one.`),
      );
    });
    server.listen(port, '127.0.0.1', resolve);
  });
}
