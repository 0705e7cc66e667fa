import type { SchemaPool } from '@keelson/internal-postgres/pool';
import { type PostgresTransaction, transaction } from '@keelson/internal-postgres/transaction';
import { StorageFault } from '@keelson/internal-runtime/storage-fault';
import type { DocumentsTable } from './documents-table.js';

/** Makes the tables of collections that the database does not have yet. Refuses one that it has with other fields. */
export async function createCollections(pool: SchemaPool, tables: readonly DocumentsTable[]): Promise<void> {
  await transaction(pool, async (inside) => {
    if ((await missing(inside, tables)).length === 0) return;
    // Another process may be making them. Readers of the list go on.
    await inside.query('LOCK TABLE search_collections IN EXCLUSIVE MODE');
    for (const table of await missing(inside, tables)) {
      await inside.query(table.createSql());
      await inside.query('INSERT INTO search_collections VALUES ($1::text, $2::text)', [
        table.collection.name,
        table.signature,
      ]);
    }
  });
}

async function missing(
  inside: PostgresTransaction,
  tables: readonly DocumentsTable[],
): Promise<readonly DocumentsTable[]> {
  const { rows } = await inside.query<{ name: string; fields: string }>(
    'SELECT name, fields FROM search_collections WHERE name = ANY ($1::text[])',
    [tables.map(({ collection }) => collection.name)],
  );
  const stored = new Map(rows.map(({ name, fields }) => [name, fields]));
  return tables.filter(({ collection: { name }, signature }) => {
    const fields = stored.get(name);
    if (fields !== undefined && fields !== signature) {
      throw new StorageFault(
        'SCHEMA_CHANGED',
        `The database holds a collection "${name}" with other fields: it has ${fields}, the code declares ` +
          `${signature}. Declare the same fields, or use another name. Nothing was changed.`,
        { details: { collection: name } },
      );
    }
    return fields === undefined;
  });
}
