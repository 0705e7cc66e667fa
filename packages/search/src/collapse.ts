/**
 * Keeps the first of all items that share a value, with how many further ones there are: `more` of an item itself
 * and of those that it stands for. Items without a value stay as they are.
 */
export function collapse<Item extends { readonly more: number }>(
  items: readonly Item[],
  valueOf: (item: Item) => string | number | null | undefined,
): readonly Item[] {
  const kept: Item[] = [];
  const places = new Map<string | number, number>();
  for (const item of items) {
    const value = valueOf(item) ?? null;
    const place = value === null ? undefined : places.get(value);
    const first = place === undefined ? undefined : kept[place];
    if (place !== undefined && first !== undefined) {
      kept[place] = { ...first, more: first.more + item.more + 1 };
    } else {
      if (value !== null) places.set(value, kept.length);
      kept.push(item);
    }
  }
  return kept;
}
