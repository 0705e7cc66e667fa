import type { AdapterFilters } from '../../adapter.js';
import { type Recency, recencyFactor, saturation } from '../../ranking.js';
import { countingSort } from './counting-sort.js';
import { WINDOW } from './postings.js';
import type { Stream } from './stream.js';
import { compareRanked, type Ranked, TopK } from './top-k.js';
import type { WindowCache } from './window-cache.js';
import { and, andNot, isAny, isInMask, makeMask, or } from './window-mask.js';

/** A query over streams. */
export interface SearchPlan {
  /** What a match of each stream counts. */
  readonly scoring: readonly { readonly stream: Stream; readonly idf: number }[];
  /** All must match, each by one of its phrases. */
  readonly clauses: readonly (readonly PhrasePlan[])[];
  readonly excluded: readonly PhrasePlan[];
  /** Whether some words of a prefix are missing. */
  readonly cut: boolean;
}

/** Documents that are in all streams, and whose words stand next to each other if there is a check. */
export interface PhrasePlan {
  readonly streams: readonly Stream[];
  readonly check: PhraseCheck | null;
}

/** Tells whether the words of a phrase stand next to each other in a document. */
export interface PhraseCheck {
  /** Whether each answer takes reading the document. */
  readonly readsDocuments: boolean;
  confirms(row: number): boolean;
}

export interface RankOptions {
  readonly limit: number;
  readonly maxCount: number;
  readonly recency: Recency | null;
  readonly times: Pick<AdapterFilters, 'after' | 'before'>;
  /** What a code of 1 counts. */
  readonly unit: number;
  readonly averageLength: number;
  readonly windows: number;
  /** Whether to stop now: the deadline has passed or nobody waits any more. */
  readonly isOver: () => boolean;
}

export interface RankResult {
  readonly ranked: readonly Ranked[];
  readonly count: number;
  /** Whether every match was counted. */
  readonly exact: boolean;
  /** Whether a better document may have been missed. */
  readonly partial: boolean;
}

/**
 * What one search may do, in units of reading which documents of a window have a word: about a quarter of a microsecond.
 * Counting work instead of time gives the same result on a busy machine; the deadline is for machines that are slower still.
 */
const MAX_WORK = 40_000;
/** Reading how often the documents of a window have a word, and scoring them. */
const CODES_WORK = 4;
/** Looking at one document of a window. */
const DOCUMENT_SCORED = 0.25;
/** Reading and splitting a document, and each term of it. */
const DOCUMENT_WORK = 80;
const TERM_WORK = 0.5;
/** The clock is looked at after so much work. */
const LOOK_EVERY = 200;
/** Documents that are read only to be counted stop at this part of the work. */
const COUNTING = 0.25;

/**
 * Ranks the documents of a plan, the most promising windows first. A window promises the sum of its streams' bounds,
 * times the factor of its newest document. When the worst of the best found so far is beyond every promise left,
 * the ranking is exact, however few windows were read; when the work runs out before, it is the best that was seen.
 *
 * Mackenzie, Petri and Moffat, "Anytime Ranking on Document-Ordered Indexes", ACM TOIS 2022.
 */
export class RankedSearch {
  readonly #plan: SearchPlan;
  readonly #options: RankOptions;
  readonly #cache: WindowCache;
  readonly #top: TopK;
  readonly #hasChecks: boolean;
  readonly #readsDocuments: boolean;
  readonly #promises: Float32Array;
  readonly #mask = makeMask();
  readonly #clauseMask = makeMask();
  readonly #phraseMask = makeMask();
  #count = 0;
  #work = 0;
  #nextLook = 0;
  #stopped = false;
  /** Whether a better document may have been passed over. */
  #partial = false;
  /** Whether matches were passed over without being counted. */
  #uncounted = false;

  constructor(plan: SearchPlan, cache: WindowCache, options: RankOptions) {
    this.#plan = plan;
    this.#options = options;
    this.#cache = cache;
    this.#top = new TopK(options.limit);
    const checks = [...plan.clauses.flat(), ...plan.excluded].flatMap(({ check }) => check ?? []);
    this.#hasChecks = checks.length > 0;
    this.#readsDocuments = checks.some(({ readsDocuments }) => readsDocuments);
    this.#promises = new Float32Array(options.windows);
  }

  run(): RankResult {
    const { maxCount } = this.#options;
    // Windows come by falling promise, to the width of a bucket: those out of order are passed over one by one.
    for (const window of this.#ordered(this.#candidates())) {
      this.#work += 1;
      const better = this.#isPromising(window);
      if (!better && this.#count >= maxCount) continue;
      if (this.#isOver()) {
        this.#uncounted = true;
        this.#partial ||= better;
        if (this.#partial) break;
      } else {
        this.#visit(window, better);
      }
    }
    const exact = !this.#uncounted && !this.#plan.cut && this.#count < maxCount;
    return {
      ranked: this.#top.sorted(),
      count: Math.min(this.#count, maxCount),
      exact,
      partial: this.#partial || this.#plan.cut,
    };
  }

  /** Whether the work is used up, the deadline has passed or nobody waits any more. */
  #isOver(): boolean {
    if (this.#work >= this.#nextLook) {
      this.#nextLook = this.#work + LOOK_EVERY;
      this.#stopped ||= this.#work > MAX_WORK || this.#options.isOver();
    }
    return this.#stopped;
  }

  /** Windows in which every clause has a phrase with all of its streams, and some document may be young or old enough. */
  #candidates(): readonly number[] {
    const { clauses } = this.#plan;
    const { windows, times } = this.#options;
    const { oldest, newest } = this.#cache;
    let candidates: number[] | undefined;
    for (const clause of clauses) {
      const possible = new Uint8Array(windows);
      for (const { streams } of clause) {
        const [rarest, ...others] = [...streams].sort((a, b) => a.windows.length - b.windows.length);
        for (const window of rarest?.windows ?? []) {
          if (others.every(({ bounds }) => (bounds[window] as number) > 0)) possible[window] = 1;
        }
      }
      if (candidates === undefined) {
        candidates = [];
        for (let window = 0; window < windows; window += 1)
          if (possible[window] === 1) candidates.push(window);
      } else {
        candidates = candidates.filter((window) => possible[window] === 1);
      }
    }
    candidates ??= Array.from({ length: windows }, (_, window) => window);
    const { after, before } = times;
    return candidates.filter(
      (window) =>
        (newest[window] as number) >= (after ?? -Infinity) &&
        (oldest[window] as number) < (before ?? Infinity),
    );
  }

  /** By falling promise, of about equal ones the last first. */
  #ordered(windows: readonly number[]): Uint32Array {
    const { scoring } = this.#plan;
    const { recency } = this.#options;
    for (const window of windows) {
      let promise = scoring.length === 0 ? 1 : 0;
      for (const { stream, idf } of scoring) promise += (stream.bounds[window] as number) * idf;
      this.#promises[window] = promise * recencyFactor(this.#cache.newest[window] as number, recency);
    }
    return countingSort(windows, this.#promises);
  }

  #isPromising(window: number): boolean {
    const worst = this.#top.worst;
    if (worst === undefined) return true;
    const promise = this.#promises[window] as number;
    // Promises are single precision: a hair is left to them.
    if (promise * 1.000001 > worst.score) return true;
    return promise === worst.score && (this.#cache.newest[window] as number) >= worst.timestamp;
  }

  #visit(window: number, better: boolean): void {
    this.#narrow(window);
    if (!isAny(this.#mask)) return;
    if (better) this.#work += CODES_WORK * this.#plan.scoring.length;
    const { lengths, timestamps } = this.#cache.page(window);
    const { after, before } = this.#options.times;
    for (let word = 0; word < this.#mask.length; word += 1) {
      for (let bits = this.#mask[word] as number; bits !== 0; bits &= bits - 1) {
        const place = (word << 5) + (31 - Math.clz32(bits & -bits));
        const length = lengths[place] as number;
        const timestamp = timestamps[place] as number;
        if (length === 0 || (after !== null && timestamp < after) || (before !== null && timestamp >= before))
          continue;
        this.#take(window, place, length - 1, timestamp, better);
      }
    }
  }

  #take(window: number, place: number, length: number, timestamp: number, better: boolean): void {
    this.#work += DOCUMENT_SCORED;
    const row = window * WINDOW + place;
    const ranked = better
      ? { row, score: this.#score(window, place, length, timestamp), timestamp }
      : undefined;
    if (this.#hasChecks) {
      const { worst } = this.#top;
      const improves = ranked !== undefined && (worst === undefined || compareRanked(ranked, worst) < 0);
      if (
        !improves &&
        (this.#count >= this.#options.maxCount || (this.#readsDocuments && this.#work > MAX_WORK * COUNTING))
      ) {
        this.#uncounted = true;
        return;
      }
      if (this.#readsDocuments) {
        this.#work += DOCUMENT_WORK + length * TERM_WORK;
        if (this.#isOver()) {
          this.#uncounted = true;
          this.#partial ||= improves;
          return;
        }
      }
      if (!this.#isConfirmed(row, place)) return;
    }
    this.#count += 1;
    if (ranked !== undefined) this.#top.add(ranked);
  }

  #score(window: number, place: number, length: number, timestamp: number): number {
    const { recency, unit, averageLength } = this.#options;
    const { scoring } = this.#plan;
    const relative = length / averageLength;
    let score = scoring.length === 0 ? 1 : 0;
    for (const { stream, idf } of scoring) {
      const code = stream.codes(window)[place] as number;
      if (code > 0) score += idf * saturation(code * unit, relative);
    }
    // Age only takes away: what falls behind without it need not be aged.
    return score < (this.#top.worst?.score ?? 0) ? score : score * recencyFactor(timestamp, recency);
  }

  /** Leaves the documents that have the words of all clauses, wherever these stand. */
  #narrow(window: number): void {
    const { clauses, excluded } = this.#plan;
    this.#mask.fill(-1);
    for (const clause of clauses) {
      this.#clauseMask.fill(0);
      for (const phrase of clause) {
        this.#loadPhrase(phrase, window);
        or(this.#clauseMask, this.#phraseMask);
      }
      and(this.#mask, this.#clauseMask);
      if (!isAny(this.#mask)) return;
    }
    for (const phrase of excluded) {
      this.#loadPhrase(phrase, window);
      if (phrase.check === null) andNot(this.#mask, this.#phraseMask);
    }
  }

  #loadPhrase({ streams }: PhrasePlan, window: number): void {
    this.#phraseMask.fill(-1);
    for (const stream of streams) {
      this.#work += 1;
      and(this.#phraseMask, stream.mask(window));
    }
  }

  /** Whether every clause has a phrase whose words stand together, and no excluded phrase does. */
  #isConfirmed(row: number, place: number): boolean {
    const matches = ({ streams, check }: PhrasePlan) =>
      streams.every((stream) => isInMask(stream.mask((row - place) / WINDOW), place)) &&
      (check === null || check.confirms(row));
    return this.#plan.clauses.every((clause) => clause.some(matches)) && !this.#plan.excluded.some(matches);
  }
}
