/**
 * The weight labels of a tsvector, by the number that stands for them in its binary form.
 * See `ts_type.h`, https://github.com/postgres/postgres/blob/master/src/include/tsearch/ts_type.h
 */
export const LABELS = ['D', 'C', 'B', 'A'] as const;

/** PostgreSQL keeps this many positions of a lexeme, of which the last four are for what stands further on. */
const MAX_POSITIONS = 256 - LABELS.length;
/** PostgreSQL takes 16,383 for every higher position. The last few are for what stands further on. */
const MAX_POSITION = 16_383 - 2 * LABELS.length;
/** PostgreSQL refuses a vector whose lexemes and positions take more than a mebibyte. */
const MAX_BYTES = 1_000_000;
const LABEL_SHIFT = 14;

interface Entry {
  readonly positions: number[];
  /** Labels of occurrences whose position is not kept, as bits. */
  beyond: number;
}

/**
 * Builds a tsvector in the form that `tsvector_recv` reads, within the limits of PostgreSQL.
 *
 * An occurrence whose position cannot be kept is kept without it: it still counts for its label, and stands next to
 * nothing. Only a lexeme that comes after a megabyte of others is lost.
 */
export class TermsVector {
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;
  #complete = true;

  /** Whether every occurrence has its position. */
  get isComplete(): boolean {
    return this.#complete;
  }

  get lexemes(): Iterable<string> {
    return this.#entries.keys();
  }

  /** Whether an occurrence would be kept with its position. */
  hasRoomFor(lexeme: string, position: number): boolean {
    const entry = this.#entries.get(lexeme);
    const bytes = 2 + (entry === undefined ? lexemeBytes(lexeme) : 0);
    const count = entry?.positions.length ?? 0;
    return position <= MAX_POSITION && count < MAX_POSITIONS && this.#bytes + bytes <= MAX_BYTES;
  }

  /** Adds an occurrence. The positions of a lexeme ascend, from 1. */
  add(lexeme: string, position: number, label: number): void {
    const isKept = this.hasRoomFor(lexeme, position);
    this.#complete &&= isKept;
    const entry = this.#entry(lexeme);
    if (!isKept) {
      if (entry !== undefined) entry.beyond |= 1 << label;
      return;
    }
    entry?.positions.push((label << LABEL_SHIFT) | position);
    this.#bytes += 2;
  }

  /** Adds a lexeme that has no position and no label. */
  addBare(lexeme: string): void {
    this.#entry(lexeme);
  }

  encode(): Uint8Array {
    const lexemes = [...this.#entries].map(([lexeme, { positions, beyond }]) => ({
      lexeme,
      positions: [...positions, ...positionsBeyond(beyond)],
    }));
    const size = lexemes.reduce(
      (sum, { lexeme, positions }) => sum + Buffer.byteLength(lexeme) + 3 + 2 * positions.length,
      4,
    );
    const buffer = Buffer.allocUnsafe(size);
    let offset = buffer.writeInt32BE(lexemes.length, 0);
    for (const { lexeme, positions } of lexemes) {
      offset += buffer.write(lexeme, offset);
      offset = buffer.writeUInt8(0, offset);
      offset = buffer.writeUInt16BE(positions.length, offset);
      for (const position of positions) offset = buffer.writeUInt16BE(position, offset);
    }
    return buffer;
  }

  #entry(lexeme: string): Entry | undefined {
    let entry = this.#entries.get(lexeme);
    if (entry !== undefined) return entry;
    const bytes = lexemeBytes(lexeme);
    if (this.#bytes + bytes > MAX_BYTES) {
      this.#complete = false;
      return undefined;
    }
    this.#bytes += bytes;
    this.#entries.set(lexeme, (entry = { positions: [], beyond: 0 }));
    return entry;
  }
}

/** Beside its letters: alignment, the number of positions, and those for what stands further on. */
function lexemeBytes(lexeme: string): number {
  return Buffer.byteLength(lexeme) + 3 + 2 * LABELS.length;
}

/** A position for each label behind all others, none of them next to another. */
function positionsBeyond(labels: number): readonly number[] {
  return LABELS.flatMap((_, label) =>
    (labels & (1 << label)) === 0 ? [] : [(label << LABEL_SHIFT) | (MAX_POSITION + 2 * (label + 1))],
  );
}
