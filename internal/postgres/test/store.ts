import { postgresSchema } from '@keelson/internal-conformance/postgres-schema';
import { onTestFinished } from 'vitest';
import { quoteIdentifier } from '../src/identifier.js';
import { openPool, type PoolOptions, type SchemaPool } from '../src/pool.js';
import { query } from '../src/transaction.js';

/** The store of a schema that nobody has created; all of it is gone when the test ends. */
export async function emptyStore(options: Partial<PoolOptions> = {}): Promise<SchemaPool> {
  const { pool, schema, dispose } = postgresSchema();
  onTestFinished(dispose);
  return openStore({ pool, schema, ...options });
}

/** The store of an empty schema. */
export async function freshStore(options: Partial<PoolOptions> = {}): Promise<SchemaPool> {
  const store = await emptyStore(options);
  await query(store, `CREATE SCHEMA ${quoteIdentifier(store.schema)}`);
  return store;
}

/** Another pool on the same schema, as a second process would open it. */
export async function secondStore(
  { schema }: SchemaPool,
  options: Partial<PoolOptions> = {},
): Promise<SchemaPool> {
  return openStore({ pool: serverUrl(), schema, ...options });
}

/** The URL of the test server with some parts replaced. */
export function serverUrl(parts: { password?: string; port?: number; database?: string } = {}): string {
  const url = new URL(postgresSchema().url);
  if (parts.password !== undefined) url.password = parts.password;
  if (parts.port !== undefined) url.port = String(parts.port);
  if (parts.database !== undefined) url.pathname = `/${parts.database}`;
  return url.href;
}

async function openStore(options: PoolOptions): Promise<SchemaPool> {
  const store = await openPool(options);
  onTestFinished(() => store.close());
  return store;
}
