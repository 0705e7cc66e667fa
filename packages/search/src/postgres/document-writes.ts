import { writeRows } from '@keelson/internal-postgres/batch';
import type { SchemaPool } from '@keelson/internal-postgres/pool';
import { transaction } from '@keelson/internal-postgres/transaction';
import type { AdapterBatch, AdapterIds, StoredDocument } from '../adapter.js';
import { Turns } from '../turns.js';
import { documentTerms } from './document-terms.js';
import type { DocumentsTable } from './documents-table.js';
import { type IndexEntry, removePassages, writeIndex } from './index-tables.js';

/** Adds documents or replaces those with the same id, in one transaction. */
export async function putDocuments(
  pool: SchemaPool,
  table: DocumentsTable,
  { tenant, documents }: AdapterBatch,
): Promise<void> {
  const turns = new Turns();
  const analysed: (IndexEntry & { readonly document: StoredDocument })[] = [];
  for (const document of new Map(documents.map((each) => [each.id, each])).values()) {
    const terms = await documentTerms(table.textFields, document, turns);
    analysed.push({ tenant, id: document.id, document, terms });
  }
  if (analysed.length === 0) return;
  await transaction(pool, async (inside) => {
    const { rows } = await inside.query<{ row: number }>(
      'SELECT nextval($1::regclass) AS row FROM generate_series(1, $2::integer)',
      [table.rowSequence, analysed.length],
    );
    await writeRows(
      inside,
      table.target,
      analysed.map(({ document, terms }, at) => table.toRow(tenant, rows[at]?.row ?? 0, document, terms)),
    );
    await writeIndex(inside, table, analysed);
  });
}

/** Removes documents. Returns how many there were. */
export async function removeDocuments(
  pool: SchemaPool,
  table: DocumentsTable,
  { tenant, ids }: AdapterIds,
): Promise<number> {
  return transaction(pool, async (inside) => {
    // In the order in which writers lock them, so that they wait for each other and do not deadlock.
    const { rowCount } = await inside.query(
      `WITH doomed AS (
         SELECT id FROM ${table.name} WHERE _tenant = $1::text AND id = ANY ($2::text[]) ORDER BY id FOR UPDATE
       ) DELETE FROM ${table.name} d USING doomed WHERE d._tenant = $1::text AND d.id = doomed.id`,
      [tenant, ids],
    );
    await removePassages(
      inside,
      table.collection.name,
      ids.map((id) => ({ tenant, id })),
    );
    return rowCount;
  });
}
