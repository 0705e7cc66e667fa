import { setTimeout as delay } from 'node:timers/promises';
import { StorageFault } from '@keelson/internal-runtime/storage-fault';
import type { PostgresPool } from './connection.js';
import { type DriverPoolOptions, loadDriver } from './driver.js';
import { quoteIdentifier } from './identifier.js';

/** Where the tables live and how the server is reached. */
export interface PoolOptions {
  /**
   * A `postgres://` URL, for which `pg` is loaded and a pool opened, or the host's own pool, which stays open on close.
   * Settings of the session, such as a `search_path`, are neither needed nor changed: it may lead through pgbouncer.
   */
  readonly pool: string | PostgresPool;
  /** The schema of the tables, in any spelling up to 63 bytes. Migrations create it. @default 'public' */
  readonly schema?: string | undefined;
  /** Connections at most; only with a URL. @default 10 */
  readonly maxConnections?: number | undefined;
  /** How long to wait for a connection, whether a new or a busy one; only with a URL. @default 10000 */
  readonly connectionTimeoutMs?: number | undefined;
  /** How long one statement may run before the server cancels it; 0 for as long as it likes. @default 30000 */
  readonly statementTimeoutMs?: number | undefined;
}

/** A pool together with the schema that all statements of one store refer to. */
export interface SchemaPool {
  readonly pool: PostgresPool;
  /** The schema's name, not quoted. */
  readonly schema: string;
  /** How messages name the server: without user name and password. */
  readonly server: string;
  readonly statementTimeoutMs: number;
  /** Closes the pool if `openPool` made it, after at most five seconds for clients that are in use. */
  close(): Promise<void>;
}

/** A limit of PostgreSQL's own integer settings. */
const MAX_SETTING = 2_147_483_647;
const CLOSE_TIMEOUT_MS = 5_000;

/**
 * Opens a pool, or takes the host's own. It does not connect: the first statement does.
 *
 * @throws StorageFault `CANNOT_OPEN` for a bad URL, schema name or number, `DRIVER_MISSING` without `pg`.
 */
export async function openPool(options: PoolOptions): Promise<SchemaPool> {
  const schema = options.schema ?? 'public';
  quoteIdentifier(schema);
  const statementTimeoutMs = integer('statementTimeoutMs', options.statementTimeoutMs ?? 30_000, 0);
  const { pool, server } =
    typeof options.pool === 'string'
      ? await poolOf(options.pool, options)
      : { pool: options.pool, server: 'PostgreSQL (the pool that was passed in)' };
  // pg drops an idle client whose connection breaks and tells of it; unheard, that event would end the process.
  pool.on('error', ignore);
  let closing: Promise<void> | undefined;
  const close = async () => {
    if (typeof options.pool === 'string') {
      // The farewell to a server that vanished can wait for an answer for minutes. A pool of our own is listened to
      // for good: it has ended before its connections have, and they may still break.
      await Promise.race([pool.end(), delay(CLOSE_TIMEOUT_MS, undefined, { ref: false })]);
    } else {
      pool.removeListener('error', ignore);
    }
  };
  return { pool, schema, server, statementTimeoutMs, close: () => (closing ??= close()) };
}

async function poolOf(url: string, options: PoolOptions): Promise<{ pool: PostgresPool; server: string }> {
  const max = integer('maxConnections', options.maxConnections ?? 10, 1);
  const connectionTimeoutMillis = integer('connectionTimeoutMs', options.connectionTimeoutMs ?? 10_000, 1);
  const driver = await loadDriver();
  const server = serverOf(url, driver.Client);
  const settings: DriverPoolOptions = {
    connectionString: url,
    max,
    connectionTimeoutMillis,
    keepAlive: true,
    keepAliveInitialDelayMillis: 30_000,
    // An idle pool does not keep a program running that forgot to close it.
    allowExitOnIdle: true,
    fallback_application_name: 'keelson',
  };
  const pool = new driver.Pool(settings);
  // A host that logs the pool shall not log the password.
  Object.defineProperty(pool.options, 'connectionString', { value: url, enumerable: false });
  return { pool, server };
}

/** Checks the URL as the driver reads it, and names the server without credentials. */
function serverOf(url: string, Client: Awaited<ReturnType<typeof loadDriver>>['Client']): string {
  const authority = /^postgres(?:ql)?:\/\/([^/?#]*)/i.exec(url)?.[1];
  // Behind an unescaped "/", "?" or "#" in a password, the rest of it would be taken for the host or the database.
  if (authority !== undefined && (authority.includes('@') || !url.includes('@'))) {
    try {
      const { host, port, database } = new Client({ connectionString: url });
      return `PostgreSQL at ${host}:${port}/${database ?? ''}`;
    } catch {
      // The driver's error may quote the URL, so it is not even the cause.
    }
  }
  throw new StorageFault(
    'CANNOT_OPEN',
    'Expected a URL such as postgres://user:password@host:5432/database, got text that does not parse as one ' +
      '(not shown: it may hold a password), or that names certificate files which cannot be read. Write special characters of user name and password as %XX.',
  );
}

function integer(name: string, value: number, minimum: number): number {
  if (Number.isInteger(value) && value >= minimum && value <= MAX_SETTING) return value;
  throw new StorageFault(
    'CANNOT_OPEN',
    `Expected ${name} to be a whole number from ${minimum} to ${MAX_SETTING}, got ${String(value)}.`,
  );
}

function ignore(): void {
  // Nothing to do: see the callers.
}
