import { postgresSchema, type PostgresSchema } from '@keelson/internal-conformance/postgres-schema';
import {
  type CollectionSchemas,
  type MessageDocument,
  SearchDb,
  type SearchDbOptions,
} from '@keelson/search';
import {
  type PostgresPool,
  postgresSearchAdapter,
  type PostgresSearchOptions,
} from '@keelson/search/postgres';
import type pg from 'pg';
import { onTestFinished } from 'vitest';

/** A schema that is gone when the test ends. */
export function freshSchema(): PostgresSchema {
  const fresh = postgresSchema();
  onTestFinished(fresh.dispose);
  return fresh;
}

/** A `SearchDb` that is closed when the test ends. */
export function searchOver<Custom extends CollectionSchemas = Record<never, never>>(
  options: PostgresSearchOptions,
  rest: Omit<SearchDbOptions<Custom>, 'adapter'> = {},
): SearchDb<Custom> {
  const search = new SearchDb({ adapter: postgresSearchAdapter(options), ...rest });
  onTestFinished(() => search.close());
  return search;
}

export function message(id: string, content: string, rest: Partial<MessageDocument> = {}): MessageDocument {
  return { id, content, sessionId: 's1', timestamp: 1_000, ...rest };
}

export interface Statement {
  readonly text: string;
  readonly values?: unknown[];
}

/** The pool, with a record of the statements that go through it. */
export function recorded(pool: pg.Pool): { readonly pool: PostgresPool; readonly statements: Statement[] } {
  const statements: Statement[] = [];
  return {
    statements,
    pool: {
      end: () => pool.end(),
      on: (event, listener) => pool.on(event, listener),
      removeListener: (event, listener) => pool.removeListener(event, listener),
      async connect() {
        const client = await pool.connect();
        return {
          release: (error) => client.release(error),
          on: (event: string, listener: never) => client.on(event as never, listener),
          removeListener: (event: string, listener: never) => client.removeListener(event, listener),
          query(statement) {
            statements.push(statement);
            return client.query(statement as pg.QueryConfig) as never;
          },
        };
      },
    },
  };
}

export async function ids(search: SearchDb, query: string, options = {}): Promise<string[]> {
  const { hits } = await search.searchAll(query, { limit: 200, typos: false, ...options });
  return hits.map(({ id }) => id).sort();
}
