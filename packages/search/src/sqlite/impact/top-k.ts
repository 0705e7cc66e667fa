/** One ranked document. */
export interface Ranked {
  readonly row: number;
  readonly score: number;
  readonly timestamp: number;
}

/** The best documents seen so far, of which the worst is at hand: a binary heap. */
export class TopK {
  readonly #heap: Ranked[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The one that a better document replaces, or undefined while there is room. */
  get worst(): Ranked | undefined {
    return this.#heap.length < this.#limit ? undefined : this.#heap[0];
  }

  add(document: Ranked): void {
    const heap = this.#heap;
    if (heap.length < this.#limit) {
      heap.push(document);
      this.#up(heap.length - 1);
    } else if (compareRanked(document, heap[0] as Ranked) < 0) {
      heap[0] = document;
      this.#down();
    }
  }

  /** Best first. */
  sorted(): readonly Ranked[] {
    return [...this.#heap].sort(compareRanked);
  }

  #up(from: number): void {
    const heap = this.#heap;
    for (let at = from; at > 0;) {
      const parent = (at - 1) >> 1;
      if (compareRanked(heap[parent] as Ranked, heap[at] as Ranked) > 0) return;
      swap(heap, at, parent);
      at = parent;
    }
  }

  #down(): void {
    const heap = this.#heap;
    for (let at = 0; ;) {
      let worst = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < heap.length && compareRanked(heap[child] as Ranked, heap[worst] as Ranked) > 0)
          worst = child;
      }
      if (worst === at) return;
      swap(heap, at, worst);
      at = worst;
    }
  }
}

/** Best first: by score, then the newest, then the last put. */
export function compareRanked(a: Ranked, b: Ranked): number {
  return b.score - a.score || b.timestamp - a.timestamp || b.row - a.row;
}

function swap(heap: Ranked[], a: number, b: number): void {
  const kept = heap[a] as Ranked;
  heap[a] = heap[b] as Ranked;
  heap[b] = kept;
}
