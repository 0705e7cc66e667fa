import type { PostgresTransaction } from '@keelson/internal-postgres/transaction';
import type { AdapterQuery, Place } from '../adapter.js';
import type { DocumentsTable } from './documents-table.js';
import { filterConditions } from './filter-conditions.js';
import { frequenciesSql } from './frequencies.js';
import { matchCondition } from './match-condition.js';
import { Parameters } from './parameters.js';
import type { ScoringTerm } from './tsquery.js';

/** A document that matches, with what its score is made of. */
export interface Candidate extends Place {
  readonly id: string;
  readonly length: number;
  /** How often it has each scoring term, by weight of field. */
  readonly frequencies: readonly number[];
  /** What it has, as it is stored, in the field by which hits are collapsed. */
  readonly value: string | null;
}

/** How the newest matches are found. */
export type Way =
  /** All matches are looked up in the index. */
  | { readonly name: 'lookUp' }
  /** Documents are read from the newest on, until enough match or, unless null, so many have been read. */
  | { readonly name: 'walk'; readonly window: number | null };

/** What is searched for, and where. */
export interface Wanted {
  readonly table: DocumentsTable;
  readonly query: AdapterQuery;
  readonly terms: readonly ScoringTerm[];
  readonly limit: number;
}

/** Reads the newest documents that match. */
export async function readCandidates(
  inside: PostgresTransaction,
  wanted: Wanted,
  way: Way,
): Promise<readonly Candidate[]> {
  const parameters = new Parameters();
  const { rows } = await inside.query<Candidate>(
    `SELECT d.id, d._row AS row, d.timestamp, d._length AS length, d.value,
       ${frequenciesSql(wanted.table, wanted.terms, parameters)} AS frequencies
     FROM (${matchesSql(wanted, way, parameters)}) d`,
    parameters.values,
  );
  return rows;
}

function matchesSql({ table, query, limit }: Wanted, way: Way, parameters: Parameters): string {
  const owner = `d._tenant = ${parameters.add(query.tenant, 'text')}`;
  const passes = [owner, ...filterConditions(table, query.filters, parameters)].join(' AND ');
  const matches = matchCondition(table, query.query, parameters) ?? 'false';
  const collapsed = query.collapse === null ? undefined : table.field(query.collapse);
  const value = collapsed === undefined ? 'NULL' : `d.${table.column(collapsed)}`;
  const columns = `d._tenant, d.id, d._row, d.timestamp, d._length, d._split, d._terms, ${value} AS value`;
  const newest = 'ORDER BY d.timestamp DESC, d._row DESC LIMIT';
  if (way.name === 'lookUp') {
    // The sum keeps the planner from walking through all documents by time in the hope of an early match.
    return `SELECT ${columns} FROM ${table.name} d WHERE ${passes} AND ${matches}
      ORDER BY d.timestamp + 0 DESC, d._row DESC LIMIT ${limit}`;
  }
  if (way.window === null) {
    return `SELECT ${columns} FROM ${table.name} d WHERE ${passes} AND ${matches} ${newest} ${limit}`;
  }
  return `SELECT * FROM (SELECT ${columns} FROM ${table.name} d WHERE ${passes} ${newest} ${way.window}) d
    WHERE ${matches} ${newest} ${limit}`;
}
