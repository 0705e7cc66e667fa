import type { AdapterFilters } from './adapter.js';
import type { Clause, ParsedQuery, Phrase } from './query.js';
import { type Operand, OperandReader, type QueryOptions } from './query-operands.js';

/** What a person searches for. */
export interface TypedQuery {
  readonly query: ParsedQuery;
  readonly filters: AdapterFilters;
}

/** What goes beyond these is ignored: a pasted page is searched by its beginning. */
const MAX_CHARACTERS = 10_000;
const MAX_PHRASES = 32;
const MAX_VALUES = 32;

/**
 * Reads what a person typed. Words must all occur, `"quoted words"` stand together, and so do the parts of
 * `multi-agent`, `src/index.ts` and `getUserName`. `-word` and `-"quoted words"` must not occur; `a OR b` needs one of them.
 * `field:value` looks into a text field, and filters by a keyword field; `-field:value` is the opposite.
 * `after:` and `before:` take dates.
 *
 * Every text is a query: what is no such thing is words, and what has no letters or digits is ignored.
 */
export function parseQuery(text: string, options: QueryOptions): TypedQuery {
  // Adapters may mark terms with private-use characters.
  const input = beginning(text).replace(/[\0\p{Co}]/gu, ' ');
  const reader = new OperandReader(input, options);
  let operands = reader.read(true);
  // Nobody searches for everything but something; `-rf` is what they look for.
  if (operands.every(({ kind, excluded }) => kind === 'or' || (kind === 'words' && excluded))) {
    operands = reader.read(false);
  }
  return { query: toQuery(operands), filters: toFilters(operands) };
}

/** As much as is read of a text, without half a word. */
function beginning(text: string): string {
  if (text.length <= MAX_CHARACTERS) return text;
  const cut = text.slice(0, MAX_CHARACTERS);
  const space = cut.search(/\s\S*$/u);
  return space === -1 ? cut : cut.slice(0, space + 1);
}

function toQuery(operands: readonly Operand[]): ParsedQuery {
  const required: Phrase[][] = [];
  const excluded: Phrase[] = [];
  for (const [index, operand] of operands.entries()) {
    if ((operand.kind !== 'words' && operand.kind !== 'or') || joins(operands, index)) continue;
    if (operand.excluded) excluded.push(...operand.readings);
    else if (joins(operands, index - 1)) required.at(-1)?.push(...operand.readings);
    else required.push([...operand.readings]);
  }
  const clauses = new Map<string, Clause>();
  let left = MAX_PHRASES;
  for (const phrases of required) {
    const anyOf = distinct(phrases).slice(0, left);
    const key = JSON.stringify(anyOf);
    if (anyOf.length === 0 || clauses.has(key)) continue;
    clauses.set(key, { anyOf });
    left -= anyOf.length;
  }
  return { required: [...clauses.values()], excluded: distinct(excluded).slice(0, left) };
}

/** Whether an operand is `OR` between two that it can join. Filters for one field are alternatives anyway. */
function joins(operands: readonly Operand[], index: number): boolean {
  const [before, after] = [operands[index - 1], operands[index + 1]];
  if (operands[index]?.kind !== 'or' || before?.excluded !== false || after?.excluded !== false) return false;
  if (before.kind === 'value') return after.kind === 'value' && after.field === before.field;
  return before.kind === 'words' && after.kind === 'words';
}

function distinct(phrases: readonly Phrase[]): readonly Phrase[] {
  return [...new Map(phrases.map((phrase) => [JSON.stringify(phrase), phrase])).values()];
}

function toFilters(operands: readonly Operand[]): AdapterFilters {
  const values = new Map<string, Set<string>>();
  const excluded = new Map<string, Set<string>>();
  let [after, before, left]: [number | null, number | null, number] = [null, null, MAX_VALUES];
  for (const operand of operands) {
    if (operand.kind === 'after') after = Math.max(after ?? operand.instant, operand.instant);
    if (operand.kind === 'before') before = Math.min(before ?? operand.instant, operand.instant);
    if (operand.kind !== 'value' || left === 0) continue;
    const target = operand.excluded ? excluded : values;
    target.set(operand.field, (target.get(operand.field) ?? new Set()).add(operand.value));
    left -= 1;
  }
  return { values: toRecord(values), excluded: toRecord(excluded), after, before };
}

function toRecord(
  sets: ReadonlyMap<string, ReadonlySet<string>>,
): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries([...sets].map(([field, set]) => [field, [...set]]));
}
