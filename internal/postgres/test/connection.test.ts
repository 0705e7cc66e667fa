import type pg from 'pg';
import { expectTypeOf, it } from 'vitest';
import type { PostgresClient, PostgresPool } from '../src/connection.js';

it('A pool of pg fits without a cast, and other objects do not', () => {
  expectTypeOf<pg.Pool>().toExtend<PostgresPool>();
  expectTypeOf<pg.PoolClient>().toExtend<PostgresClient>();
  expectTypeOf<pg.Client>().not.toExtend<PostgresPool>();
  expectTypeOf<{ connect(): Promise<void> }>().not.toExtend<PostgresPool>();
});
