import type { Collection } from './collection.js';

/** A field that can be named in a query. */
export interface QueryField {
  readonly name: string;
  readonly type: 'text' | 'keyword';
}

/** Short names that people type, where they are no fields themselves. */
const ALIASES = [
  ['project', 'projectId'],
  ['session', 'sessionId'],
] as const;

/** What may stand before the colon in `field:value`, in lower case. Of two fields with one name the first counts. */
export function queryFields(collections: readonly Collection[]): ReadonlyMap<string, QueryField> {
  const declared = collections.flatMap(({ fields }) => fields);
  const fields = new Map<string, QueryField>();
  for (const { name, type } of declared) {
    const typed = name.toLowerCase();
    if (type !== 'number' && !fields.has(typed)) fields.set(typed, { name, type });
  }
  for (const [alias, name] of ALIASES) {
    const field = fields.get(name.toLowerCase());
    if (field !== undefined && declared.every((other) => other.name !== alias)) fields.set(alias, field);
  }
  return fields;
}
