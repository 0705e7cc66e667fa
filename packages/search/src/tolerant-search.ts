import type { AdapterGroup, AdapterHit, AdapterQuery, AdapterResult, SearchAdapter } from './adapter.js';
import { throwIfAborted } from './errors.js';
import type { Correction } from './search-result.js';
import { correct, ENOUGH } from './typos.js';

/** What was found as typed, followed by what only corrections found. */
export interface Found {
  readonly groups: readonly FoundGroup[];
  readonly partial: boolean;
  readonly corrections: readonly Correction[];
}

interface FoundGroup extends AdapterGroup {
  readonly hits: readonly FoundHit[];
}

interface FoundHit extends AdapterHit {
  readonly corrected: boolean;
}

/** Searches as typed; where that finds too little, once more with the words that may have been meant. */
export async function tolerantSearch(
  adapter: SearchAdapter,
  query: AdapterQuery,
  { typos, signal }: { readonly typos: boolean; readonly signal: AbortSignal | undefined },
): Promise<Found> {
  const start = performance.now();
  const search = async (asked: AdapterQuery) => {
    const result = await adapter.search(asked, { signal });
    throwIfAborted(signal);
    return result;
  };

  const exact = await search(query);
  const asTyped = {
    ...exact,
    corrections: [],
    groups: exact.groups.map((group) => within(group, group, query)),
  };
  const left = () => query.deadlineMs - (performance.now() - start);
  if (!typos || exact.partial || matches(exact) >= Math.min(ENOUGH, query.limit) || left() < 1)
    return asTyped;

  const corrected = await correct(adapter, query, () => left() < 1);
  throwIfAborted(signal);
  if (corrected === null || left() < 1) return asTyped;
  const wider = await search({ ...query, query: corrected.query, deadlineMs: left() });
  if (matches(wider) <= matches(exact)) return asTyped;
  return {
    partial: wider.partial,
    corrections: corrected.corrections,
    groups: wider.groups.map((group, at) => within(group, exact.groups[at], query)),
  };
}

function matches({ groups }: AdapterResult): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}

/** A group with the hits that were found as typed before the others. */
function within(
  wider: AdapterGroup,
  exact: AdapterGroup | undefined,
  { collapse, limit }: AdapterQuery,
): FoundGroup {
  // Where hits collapse, one that was found as typed stands for its value even if another scores better.
  const keyOf = ({ id, fields }: AdapterHit) => JSON.stringify((collapse && fields[collapse]) ?? [id]);
  const hits = new Map(exact?.hits.map((hit) => [keyOf(hit), { ...hit, corrected: false }]));
  for (const hit of wider.hits) {
    const before = hits.get(keyOf(hit));
    hits.set(keyOf(hit), before ? { ...before, more: hit.more } : { ...hit, corrected: true });
  }
  return { ...wider, hits: [...hits.values()].slice(0, limit) };
}
