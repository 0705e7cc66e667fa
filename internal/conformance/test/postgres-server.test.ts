import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import pg from 'pg';
import { expect, it, onTestFinished } from 'vitest';
import { startPostgres } from '../src/postgres-server.js';

const FSYNC = "SELECT current_setting('fsync') AS answer";

async function answers(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const [event] = await Promise.race([
    once(socket, 'connect').then(() => ['open']),
    new Promise<string[]>((resolve) => socket.on('error', () => resolve(['refused']))),
  ]);
  socket.destroy();
  return event === 'open';
}

async function answerTo(url: string, text: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ answer: unknown }>(text);
  await client.end();
  return rows[0]?.answer;
}

it('Two servers run side by side, each with the settings it was asked for', async () => {
  const servers = await Promise.all([startPostgres(), startPostgres(['fsync=on'])]);
  onTestFinished(async () => {
    await Promise.all(servers.map((server) => server.remove()));
  });
  const [quick, safe] = servers;
  expect(await answerTo(quick.url, FSYNC)).toBe('off');
  expect(await answerTo(safe.url, FSYNC)).toBe('on');
  expect(await answerTo(safe.url, "SELECT to_tsvector('simple', 'ÉTÉ')::text AS answer")).toBe("'été':1");
});

it('A server ends with the process that asked for it, even if that is killed', async () => {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const program = fileURLToPath(new URL('./killed-process.ts', import.meta.url));
  const parent = fork(program, { execArgv: ['--import', tsx] });
  const [url] = (await once(parent, 'message')) as [string];
  expect(await answers(url)).toBe(true);
  parent.kill('SIGKILL');
  // The suite's timeout ends the wait for a server that stays.
  while (await answers(url)) await delay(50);
});
