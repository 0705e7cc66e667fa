import { parse } from '@keelson/internal-runtime/parse-options';
import { z } from 'zod';
import { SearchError } from './errors.js';
import type { ContextOptions, ListOptions, SearchAllOptions } from './options.js';

const time = z.number('expected epoch milliseconds').optional();
const filters = z
  .object({ after: time, before: time })
  .catchall(
    z.union(
      [z.string(), z.array(z.string()).min(1).max(1000)],
      'expected a string or an array of 1 to 1,000 strings',
    ),
  )
  .optional();
const limit = z.number().int().min(1).max(200).optional();

const searchSchema = z.strictObject({
  limit,
  collections: z.array(z.string()).optional(),
  filters,
  prefix: z.boolean().optional(),
  typos: z.boolean().optional(),
  recency: z
    .union(
      [z.literal(false), z.strictObject({ halfLifeMs: z.number().positive() })],
      'expected false or { halfLifeMs } above 0',
    )
    .optional(),
  collapse: z.string().optional(),
  deadlineMs: z.number().min(1).max(60_000).optional(),
  input: z.string().min(1).max(256).optional(),
  signal: z
    .custom<AbortSignal>((value) => value instanceof AbortSignal, 'expected an AbortSignal')
    .optional(),
});
const listSchema = z.strictObject({
  filters,
  order: z.enum(['oldest', 'newest']).optional(),
  limit,
  cursor: z.string().nullable().optional(),
});
const around = z.number().int().min(0).max(100).optional();
const contextSchema = z.strictObject({
  before: around,
  after: around,
  within: z.string().nullable().optional(),
});

/** Refuses malformed options of `searchAll`. A query is malformed only if it is no string. */
export function checkSearch(query: unknown, options: SearchAllOptions): void {
  if (typeof query !== 'string') {
    throw new SearchError('SEARCH_BAD_QUERY', `Expected the query to be a string, got ${typeof query}.`);
  }
  parse(searchSchema, options, refuse('searchAll'));
}

/** Refuses malformed options of `list`. */
export function checkList(options: ListOptions): void {
  parse(listSchema, options, refuse('list'));
}

/** Refuses malformed options of `context`. */
export function checkContext(options: ContextOptions): void {
  parse(contextSchema, options, refuse('context'));
}

function refuse(method: string) {
  return (summary: string, _problems: unknown, cause: unknown) =>
    new SearchError('SEARCH_BAD_QUERY', `Options of ${method}: ${summary}.`, { cause });
}
