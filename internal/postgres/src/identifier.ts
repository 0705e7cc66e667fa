import { StorageFault } from '@keelson/internal-runtime/storage-fault';
import { isStorableText } from './storable-text.js';

/** PostgreSQL cuts longer names off without an error, so that two names could become one. */
const MAX_BYTES = 63;

/**
 * Quotes the name of a schema, table, column or channel, so that any text is taken literally.
 *
 * @throws StorageFault `CANNOT_OPEN` for a name that PostgreSQL cannot keep: empty, over 63 bytes of UTF-8,
 * or with U+0000 or a lone surrogate.
 */
export function quoteIdentifier(name: string): string {
  const bytes = Buffer.byteLength(name);
  if (bytes === 0 || bytes > MAX_BYTES || !isStorableText(name)) {
    throw new StorageFault(
      'CANNOT_OPEN',
      `Expected a name of 1 to ${MAX_BYTES} bytes of UTF-8 without U+0000, got ${JSON.stringify(name.slice(0, 80))} ` +
        `(${bytes} bytes). PostgreSQL cannot keep it: choose another name.`,
    );
  }
  return `"${name.replaceAll('"', '""')}"`;
}
