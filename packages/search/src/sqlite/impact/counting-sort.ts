const BUCKETS = 1_024;

/**
 * Items by falling value, to the width of a bucket; in a bucket the last comes first. It takes two passes, where a
 * comparison sort of the windows of ten million documents would take as long as the search.
 *
 * @param items Places in `values`, which are not negative.
 */
export function countingSort(items: readonly number[], values: Float32Array): Uint32Array {
  let highest = 0;
  for (const item of items) highest = Math.max(highest, values[item] as number);
  const bucketOf = (item: number) =>
    BUCKETS - 1 - Math.min(BUCKETS - 1, Math.floor(((values[item] as number) / highest) * BUCKETS));
  const starts = new Uint32Array(BUCKETS + 1);
  for (const item of items) {
    const next = bucketOf(item) + 1;
    starts[next] = (starts[next] as number) + 1;
  }
  for (let bucket = 1; bucket <= BUCKETS; bucket += 1) {
    starts[bucket] = (starts[bucket] as number) + (starts[bucket - 1] as number);
  }
  const sorted = new Uint32Array(items.length);
  for (let at = items.length - 1; at >= 0; at -= 1) {
    const item = items[at] as number;
    const bucket = bucketOf(item);
    const place = starts[bucket] as number;
    sorted[place] = item;
    starts[bucket] = place + 1;
  }
  return sorted;
}
