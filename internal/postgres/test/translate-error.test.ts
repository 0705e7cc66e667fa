import { StorageFault } from '@keelson/internal-runtime/storage-fault';
import { describe, expect, it } from 'vitest';
import { translateError } from '../src/translate-error.js';
import { query } from '../src/transaction.js';
import { freshStore } from './store.js';

const BY_STATE: readonly (readonly [sqlState: string, reason: string, retryable: boolean])[] = [
  ['08006', 'UNREACHABLE', true],
  ['08P01', 'CANNOT_OPEN', false],
  ['23505', 'STORAGE', false],
  ['25006', 'READ_ONLY', true],
  ['25P03', 'UNREACHABLE', true],
  ['28000', 'ACCESS_DENIED', false],
  ['3F000', 'CANNOT_OPEN', false],
  ['42501', 'ACCESS_DENIED', false],
  ['42P01', 'STORAGE', false],
  ['53100', 'DISK_FULL', true],
  ['53200', 'OVERLOADED', true],
  ['53300', 'OVERLOADED', true],
  ['55P03', 'BUSY', true],
  ['57014', 'ABORTED', true],
  ['57P01', 'UNREACHABLE', true],
  ['57P02', 'UNREACHABLE', true],
  ['57P03', 'UNREACHABLE', true],
  ['57P04', 'CANNOT_OPEN', false],
  ['XX001', 'CORRUPT', false],
  ['XX002', 'CORRUPT', false],
];

describe('an error of the server', () => {
  it('is translated by its SQLSTATE, and its own words are only in the cause', async () => {
    const store = await freshStore();
    for (const [sqlState, reason, retryable] of BY_STATE) {
      const raise = `DO $$ BEGIN RAISE EXCEPTION 'the user wrote: s3cret' USING ERRCODE = '${sqlState}'; END $$`;
      const fault: unknown = await query(store, raise).catch((error: unknown) => error);
      expect(fault).toMatchObject({ reason, retryable, details: { sqlState }, cause: { code: sqlState } });
      expect((fault as Error).message).toContain(`SQLSTATE ${sqlState}`);
      expect((fault as Error).message).not.toContain('s3cret');
    }
  });

  it('about a transaction in a read-only session says so', async () => {
    const store = await freshStore();
    const write = query(store, 'SET TRANSACTION READ ONLY; CREATE TABLE notes (id integer)');
    await expect(write).rejects.toMatchObject({ reason: 'READ_ONLY' });
    expect((await query(store, 'SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });
});

describe('an error of the driver', () => {
  it.each([
    [{ code: 'ECONNREFUSED' }, 'UNREACHABLE', true],
    [{ code: 'EPIPE' }, 'UNREACHABLE', true],
    [{ code: 'ENOTFOUND' }, 'UNREACHABLE', true],
    [{ code: 'EAI_AGAIN' }, 'UNREACHABLE', true],
    [{ message: 'Connection terminated due to connection timeout' }, 'UNREACHABLE', true],
    [{ message: 'timeout expired' }, 'UNREACHABLE', true],
    [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'ACCESS_DENIED', false],
    [{ code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'ACCESS_DENIED', false],
    [{ message: 'The server does not support SSL connections' }, 'CANNOT_OPEN', false],
    [{ message: 'something else' }, 'STORAGE', false],
    [undefined, 'STORAGE', false],
  ])('%j is %s', (properties, reason, retryable) => {
    const error = properties && Object.assign(new Error(), properties);
    expect(translateError(error, 'PostgreSQL at host:5432/app')).toMatchObject({
      reason,
      retryable,
      cause: error,
    });
  });

  it('that is a fault already stays what it is', () => {
    const fault = new StorageFault('BUSY', 'mine');
    expect(translateError(fault, 'PostgreSQL')).toBe(fault);
  });
});
