import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import './postgres-setup.js';

/** A schema for one scenario. Nobody has created it yet: migrations do. */
export interface PostgresSchema {
  /** For the `pool` option, where an adapter shall open its own. */
  readonly url: string;
  /** For the `pool` option: one pool for all scenarios of a test file, since connecting costs more than most scenarios. */
  readonly pool: pg.Pool;
  /** A name that only works quoted. */
  readonly schema: string;
  /** Drops the schema with all that is in it. */
  readonly dispose: () => Promise<void>;
}

let shared: pg.Pool | undefined;

/** Names a throwaway schema on the server of this run. */
export function postgresSchema(): PostgresSchema {
  const url = inject('postgresUrl');
  const schema = `My "odd" Schéma-${randomUUID()}`;
  shared ??= new pg.Pool({ connectionString: url, allowExitOnIdle: true }).on('error', () => undefined);
  const pool = shared;
  return {
    url,
    pool,
    schema,
    async dispose() {
      await pool.query(`DROP SCHEMA IF EXISTS ${pg.escapeIdentifier(schema)} CASCADE`);
    },
  };
}
