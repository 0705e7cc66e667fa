import { open } from 'node:fs/promises';
import { parseObject, type JsonObject } from './json.js';

const MAX_BYTES = 128 * 1024;
const MAX_RECORDS = 32;

/** The first records of a file; none where it is missing, unreadable, or begins with a longer line. */
export async function peekRecords(path: string): Promise<readonly JsonObject[]> {
  const head = await readHead(path).catch(() => '');
  const records: JsonObject[] = [];
  for (const line of head.replace(/^\uFEFF/, '').split('\n')) {
    const record = parseObject(line);
    if (record !== undefined) records.push(record);
    if (records.length === MAX_RECORDS) break;
  }
  return records;
}

async function readHead(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(MAX_BYTES);
    const { bytesRead } = await file.read(buffer, 0, MAX_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
