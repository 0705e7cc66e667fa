import type { AdapterFilters } from '../adapter.js';
import type { Field } from '../collection.js';
import { type DocumentsTable, INDEXED_CHARACTERS, indexedPart } from './documents-table.js';
import type { Parameters } from './parameters.js';
import { toStored } from './stored-text.js';

/** Beyond the times of `Date`, and still a bigint. */
const MAX_TIME = 9e15;

/** A whole number that PostgreSQL takes for a time or a row. */
export function bounded(value: number): number {
  return Math.max(-MAX_TIME, Math.min(MAX_TIME, Math.ceil(value)));
}

/** Conditions on a document `d` that passes the filters. */
export function filterConditions(
  table: DocumentsTable,
  { values, excluded, after, before }: AdapterFilters,
  parameters: Parameters,
): readonly string[] {
  const conditions: string[] = [];
  for (const field of table.collection.fields) {
    const column = `d.${table.column(field)}`;
    const allowed = values[field.name]?.map(toStored);
    const forbidden = excluded[field.name]?.map(toStored);
    if (allowed !== undefined) conditions.push(...equals(table, field, allowed, parameters));
    if (forbidden !== undefined) {
      conditions.push(`(${column} IS NULL OR ${column} <> ALL (${parameters.add(forbidden, 'text[]')}))`);
    }
  }
  if (after !== null) conditions.push(`d.timestamp >= ${parameters.add(bounded(after), 'bigint')}`);
  if (before !== null) conditions.push(`d.timestamp < ${parameters.add(bounded(before), 'bigint')}`);
  return conditions;
}

/** Asks for what the index of the field has, and for the whole value only where the index has less. */
function equals(
  table: DocumentsTable,
  field: Field,
  values: readonly string[],
  parameters: Parameters,
): readonly string[] {
  const beginnings = values.map((value) => Array.from(value).slice(0, INDEXED_CHARACTERS).join(''));
  const isOneOf = (expression: string, all: readonly string[]) =>
    // With `=` the index gives the documents by time.
    all.length === 1
      ? `${expression} = ${parameters.add(all[0], 'text')}`
      : `${expression} = ANY (${parameters.add(all, 'text[]')})`;
  const conditions = [isOneOf(indexedPart(`d.${table.column(field)}`), beginnings)];
  if (beginnings.some((beginning) => beginning.length >= INDEXED_CHARACTERS)) {
    conditions.push(isOneOf(`d.${table.column(field)}`, values));
  }
  return conditions;
}
