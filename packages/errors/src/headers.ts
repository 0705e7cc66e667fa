import type { Finding } from './signals.js';
import { waitOf } from './wait.js';

const MAX_ENTRIES = 200;

/** Headers by lower-case name, from a plain object, `Headers`, a Map, pairs, or names and values in turn. */
export function headersOf(value: object): Readonly<Record<string, string>> {
  const entries: unknown[] = [];
  for (const entry of Symbol.iterator in value ? (value as Iterable<unknown>) : Object.entries(value)) {
    if (entries.push(entry) > MAX_ENTRIES) break;
  }
  const headers: Record<string, string> = {};
  const flat = entries.flat().slice(0, MAX_ENTRIES);
  for (let index = 0; index < flat.length; index += 2) {
    headers[String(flat[index]).slice(0, 60).toLowerCase()] = String(flat[index + 1]).slice(0, 200);
  }
  return headers;
}

/** The latest reset among the buckets of which nothing remains. */
export function resetIn(
  headers: Readonly<Record<string, string>>,
  path: string,
  now: number,
): Finding<number> | null {
  let reset: Finding<number> | null = null;
  for (const [name, value] of Object.entries(headers)) {
    const moment = Number(value) <= 0 ? headers[name.replace('remaining', 'reset')] : value;
    const wait = moment === value ? null : waitOf(moment ?? '', 1000, now);
    if (wait !== null && wait >= (reset?.value ?? 0)) reset = { value: wait, path: `${path}.${name}` };
  }
  return reset;
}
