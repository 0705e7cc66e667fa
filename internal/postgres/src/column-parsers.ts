import type { ColumnParser, PostgresStatement } from './connection.js';

const PARSERS: Readonly<Record<number, ColumnParser>> = {
  16: (text) => text === 't', // boolean
  17: (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex')), // bytea, always sent as \x...
  20: safeInteger, // bigint
  21: Number, // smallint
  23: Number, // integer
  26: Number, // oid
  114: parseJson,
  700: Number, // real
  701: Number, // double precision
  3802: parseJson, // jsonb
};

/**
 * Parsers that every statement of Keelson carries, because those of `pg` are global to the process and a host may
 * have changed them. `bigint` becomes a number, `bytea` a `Uint8Array`, JSON a value; everything else, `numeric`
 * and arrays included, stays text.
 */
export const columnParsers: NonNullable<PostgresStatement['types']> = {
  getTypeParser: (typeId) => PARSERS[typeId] ?? String,
};

/** A bigint that a number cannot hold fails the query: a silently rounded one would be worse. */
function safeInteger(text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value)) return value;
  throw new RangeError(`Expected a bigint that a number holds exactly, got ${text}. Select it as text.`);
}

function parseJson(text: string): unknown {
  return JSON.parse(text);
}
