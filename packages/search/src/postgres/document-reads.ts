import type { SchemaPool } from '@keelson/internal-postgres/pool';
import { query } from '@keelson/internal-postgres/transaction';
import type { AdapterIds, AdapterListQuery, AdapterPage, AdapterStats, StoredEntry } from '../adapter.js';
import { pageOf } from '../page.js';
import type { DocumentsTable, Row } from './documents-table.js';
import { bounded, filterConditions } from './filter-conditions.js';
import { Parameters } from './parameters.js';

/** Behind so much text a page has ended, since a character takes three bytes at most: texts there are not read. */
const MAX_PAGE_BYTES = 3 * 4 * 1024 * 1024;

/** Reads documents in the order of their ids. */
export async function getDocuments(
  pool: SchemaPool,
  table: DocumentsTable,
  { tenant, ids }: AdapterIds,
): Promise<readonly StoredEntry[]> {
  const columns = table.collection.fields.map((field) => table.column(field));
  const { rows } = await query<Row>(
    pool,
    `SELECT id, _row, ${columns.join(', ')} FROM ${table.name} WHERE _tenant = $1::text AND id = ANY ($2::text[])`,
    [tenant, ids],
  );
  const found = new Map(rows.map((row) => [row['id'], row]));
  return ids.flatMap((id) => {
    const row = found.get(id);
    if (row === undefined) return [];
    const document = table.toDocument(row);
    return { document, place: { timestamp: document.timestamp, row: Number(row['_row']) } };
  });
}

/** Reads a page of documents by time. */
export async function listDocuments(
  pool: SchemaPool,
  table: DocumentsTable,
  { tenant, filters, order, limit, from }: AdapterListQuery,
): Promise<AdapterPage> {
  const parameters = new Parameters();
  const conditions = [
    `d._tenant = ${parameters.add(tenant, 'text')}`,
    ...filterConditions(table, filters, parameters),
  ];
  const [direction, beyond] = order === 'oldest' ? ['ASC', '>'] : ['DESC', '<'];
  if (from !== null) {
    const place = [bounded(from.timestamp), bounded(from.row)].map((each) => parameters.add(each, 'bigint'));
    conditions.push(`(d.timestamp, d._row) ${beyond} (${place.join(', ')})`);
  }
  const texts = table.textFields.map((field) => `coalesce(octet_length(d.${table.column(field)}), 0)`);
  const columns = table.collection.fields.map((field) => {
    const column = `d.${table.column(field)}`;
    if (field.type !== 'text') return column;
    return `CASE WHEN d._bytes <= ${MAX_PAGE_BYTES} THEN ${column} END AS ${table.column(field)}`;
  });
  const byTime = `ORDER BY d.timestamp ${direction}, d._row ${direction}`;
  const { rows } = await query<Row>(
    pool,
    `SELECT d.id, d._row, ${columns.join(', ')} FROM (
       SELECT d.*, coalesce(sum(${texts.join(' + ')})
         OVER (${byTime} ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS _bytes
       FROM (SELECT * FROM ${table.name} d WHERE ${conditions.join(' AND ')} ${byTime} LIMIT ${limit + 1}) d
     ) d ${byTime}`,
    parameters.values,
  );
  const entries = rows.map((row) => {
    const document = table.toDocument(row);
    return { document, timestamp: document.timestamp, row: Number(row['_row']) };
  });
  return pageOf(entries, limit);
}

/** Counts the documents of a tenant. */
export async function countDocuments(
  pool: SchemaPool,
  tables: readonly DocumentsTable[],
  tenant: string,
): Promise<readonly AdapterStats[]> {
  if (tables.length === 0) return [];
  const counts = tables.map(({ name }) => `(SELECT count(*) FROM ${name} WHERE _tenant = $1::text)`);
  const { rows } = await query<{ counts: readonly number[] }>(
    pool,
    `SELECT to_json(ARRAY[${counts.join(', ')}]) AS counts`,
    [tenant],
  );
  return tables.map(({ collection: { name } }, at) => ({
    collection: name,
    documents: rows[0]?.counts[at] ?? 0,
  }));
}
