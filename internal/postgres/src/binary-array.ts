import { storableJson, storableText } from './storable-text.js';

/** The column types that a batch can carry. */
export type ColumnType =
  | 'text'
  | 'bigint'
  | 'integer'
  | 'double precision'
  | 'boolean'
  | 'bytea'
  | 'jsonb'
  /** In the binary form that `tsvector_recv` reads. */
  | 'tsvector';

/** A value ready to be written; null is SQL's NULL. */
export type Cell = string | number | bigint | boolean | Uint8Array | null;

interface Codec {
  /** The type's row in `pg_type`, fixed for built-in types. */
  readonly typeId: number;
  prepare(value: never): Exclude<Cell, null>;
  bytes(cell: never): number;
  write(cell: never, buffer: Buffer, offset: number): unknown;
}

const utf8 = {
  bytes: (cell: string) => Buffer.byteLength(cell),
  write: (cell: string, buffer: Buffer, offset: number) => buffer.write(cell, offset),
};

const raw = {
  prepare: (value: Uint8Array) => value,
  bytes: (cell: Uint8Array) => cell.byteLength,
  write: (cell: Uint8Array, buffer: Buffer, offset: number) => buffer.set(cell, offset),
};

const CODECS: Readonly<Record<ColumnType, Codec>> = {
  text: { typeId: 25, prepare: storableText, ...utf8 },
  // The binary form of jsonb begins with its version, 1.
  jsonb: { typeId: 3802, prepare: (value: unknown) => `\u0001${storableJson(value)}`, ...utf8 },
  bigint: {
    typeId: 20,
    prepare: (value: number | bigint) => BigInt(value),
    bytes: () => 8,
    write: (cell: bigint, buffer, offset) => buffer.writeBigInt64BE(cell, offset),
  },
  integer: {
    typeId: 23,
    prepare: (value: number) => value,
    bytes: () => 4,
    write: (cell: number, buffer, offset) => buffer.writeInt32BE(cell, offset),
  },
  'double precision': {
    typeId: 701,
    prepare: (value: number) => value,
    bytes: () => 8,
    write: (cell: number, buffer, offset) => buffer.writeDoubleBE(cell, offset),
  },
  boolean: {
    typeId: 16,
    prepare: (value: boolean) => value,
    bytes: () => 1,
    write: (cell: boolean, buffer, offset) => buffer.writeUInt8(cell ? 1 : 0, offset),
  },
  bytea: { typeId: 17, ...raw },
  tsvector: { typeId: 3614, ...raw },
};

/** Makes a value ready to be written. Null and undefined are NULL. */
export function prepareCell(type: ColumnType, value: unknown): Cell {
  return value === null || value === undefined ? null : CODECS[type].prepare(value as never);
}

/** What a cell takes up in an array, its length included. */
export function cellBytes(type: ColumnType, cell: Cell): number {
  return 4 + (cell === null ? 0 : CODECS[type].bytes(cell as never));
}

/**
 * The cells of one column as a parameter of type `type[]`.
 *
 * The text form that pg makes of arrays escapes quotes and backslashes one by one, which costs 100 ms for a megabyte
 * of code and would stall the event loop; the binary form copies once. Its layout is that of `array_recv` in
 * https://github.com/postgres/postgres/blob/master/src/backend/utils/adt/arrayfuncs.c
 */
export function binaryArray(type: ColumnType, cells: readonly Cell[]): Buffer {
  const codec = CODECS[type];
  const header = [1, cells.includes(null) ? 1 : 0, codec.typeId, cells.length, 1];
  const buffer = Buffer.allocUnsafe(
    cells.reduce<number>((sum, cell) => sum + cellBytes(type, cell), 4 * header.length),
  );
  let offset = 0;
  for (const field of header) offset = buffer.writeInt32BE(field, offset);
  for (const cell of cells) {
    const bytes = cellBytes(type, cell) - 4;
    offset = buffer.writeInt32BE(cell === null ? -1 : bytes, offset);
    if (cell !== null) codec.write(cell as never, buffer, offset);
    offset += bytes;
  }
  return buffer;
}
