import type { Phrase } from '../src/query.js';
import { parseQuery } from '../src/query-language.js';

export { analyze } from '../src/tokenizer.js';

/** A query as the oracle evaluates it: each clause is the phrases of which one must match. */
export type Clauses = readonly (readonly Phrase[])[];

/** Reads a query the way the engine does. */
export function clausesOf(text: string, prefix: boolean): Clauses {
  return parseQuery(text, { prefix, fields: new Map(), now: 0 }).query.required.map(({ anyOf }) => anyOf);
}
