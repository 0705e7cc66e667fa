import type { AdapterFilters } from './adapter.js';
import type { Collection } from './collection.js';
import { wellFormed } from './document.js';
import type { SearchFilters } from './options.js';

/** Filters in the one form that adapters see. */
export function toFilters({ after, before, ...values }: SearchFilters = {}): AdapterFilters {
  return {
    after: after ?? null,
    before: before ?? null,
    excluded: {},
    values: Object.fromEntries(
      Object.entries(values)
        .filter(([, value]) => value !== undefined)
        .map(([field, value]) => [
          field,
          (Array.isArray(value) ? value : [value]).map((item) => wellFormed(String(item))),
        ]),
    ),
  };
}

/** What passes both. A field may be left without an allowed value: then nothing passes. */
export function bothFilters(a: AdapterFilters, b: AdapterFilters): AdapterFilters {
  const combined = (
    one: AdapterFilters['values'],
    other: AdapterFilters['values'],
    combine: (one: readonly string[], other: readonly string[]) => readonly string[],
  ) => {
    const values = new Map(Object.entries(one));
    for (const [field, value] of Object.entries(other)) {
      const before = values.get(field);
      values.set(field, before === undefined ? value : combine(before, value));
    }
    return Object.fromEntries(values);
  };
  return {
    values: combined(a.values, b.values, (one, other) => one.filter((value) => other.includes(value))),
    excluded: combined(a.excluded, b.excluded, (one, other) => [...one, ...other]),
    after: a.after === null || b.after === null ? (a.after ?? b.after) : Math.max(a.after, b.after),
    before: a.before === null || b.before === null ? (a.before ?? b.before) : Math.min(a.before, b.before),
  };
}

/** Whether no document can pass. */
export function passNothing({ values }: AdapterFilters): boolean {
  return Object.values(values).some((allowed) => allowed.length === 0);
}

/** Whether there is anything that a document must pass. */
export function areFilters({ values, excluded, after, before }: AdapterFilters): boolean {
  return (
    after !== null || before !== null || Object.keys(values).length > 0 || Object.keys(excluded).length > 0
  );
}

/** The keyword fields that a collection must have for these filters to make sense. */
export function filteredFields({ values, excluded }: AdapterFilters): readonly string[] {
  return [...Object.keys(values), ...Object.keys(excluded)];
}

/** Whether a collection has all of these keyword fields. */
export function hasKeywords({ fields }: Collection, names: readonly string[]): boolean {
  return names.every((wanted) => fields.some(({ name, type }) => name === wanted && type === 'keyword'));
}
