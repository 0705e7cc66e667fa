import { closeSync, openSync, readSync } from 'node:fs';

/** Where the salts stand in the header of a write-ahead log, https://www.sqlite.org/fileformat.html#walformat */
const [SALT, SALT_BYTES] = [16, 8];

/** The salts of a write-ahead log, which change whenever it begins anew. */
export function logSalt(file: string): string {
  const salts = Buffer.alloc(SALT_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, salts, 0, SALT_BYTES, SALT);
  } finally {
    closeSync(descriptor);
  }
  return salts.toString('hex');
}
