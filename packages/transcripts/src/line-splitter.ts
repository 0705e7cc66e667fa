/** One line of a file, without its line ending. */
export interface Line {
  /** Byte at which it starts. */
  readonly offset: number;
  /** A view that holds until the next chunk is pushed, or null where the line was too long to be kept. */
  readonly bytes: Buffer | null;
}

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Splits a file into lines by bytes, so that no character is torn at the edge of a chunk. What a chunk leaves unfinished
 * is carried into the next, up to `maxLineBytes`; the rest of a longer line is passed over without being held.
 */
export class LineSplitter {
  readonly #maxLineBytes: number;
  #carried: Buffer[] = [];
  #lineStart: number;
  #position: number;

  constructor(options: { readonly start: number; readonly maxLineBytes: number }) {
    this.#maxLineBytes = options.maxLineBytes;
    this.#lineStart = this.#position = options.start;
  }

  /** Byte at which the line begins that has not ended yet. */
  get lineStart(): number {
    return this.#lineStart;
  }

  /** The lines that end in `chunk`. Its memory may be reused afterwards. */
  *push(chunk: Buffer): Generator<Line, void, undefined> {
    const base = this.#position;
    this.#position += chunk.length;
    let from = 0;
    for (
      let end = chunk.indexOf(LINE_FEED);
      end !== -1;
      from = end + 1, end = chunk.indexOf(LINE_FEED, from)
    ) {
      const line = this.#finish(chunk.subarray(from, end), base + end);
      this.#lineStart = base + end + 1;
      yield line;
    }
    // The limit bounds what is held, so bytes beyond it are counted by position alone.
    if (this.#position - this.#lineStart > this.#maxLineBytes) this.#carried = [];
    else if (from < chunk.length) this.#carried.push(Buffer.from(chunk.subarray(from)));
  }

  /** The line at the end of the file that no line feed ends, or undefined. */
  end(): Line | undefined {
    if (this.#position === this.#lineStart) return undefined;
    return this.#finish(Buffer.alloc(0), this.#position);
  }

  #finish(rest: Buffer, end: number): Line {
    const offset = this.#lineStart;
    const carried = this.#carried;
    if (carried.length > 0) this.#carried = [];
    if (end - offset > this.#maxLineBytes) return { offset, bytes: null };
    return { offset, bytes: bare(carried.length === 0 ? rest : Buffer.concat([...carried, rest])) };
  }
}

/** Without a byte order mark, which may also stand between joined files, and without a carriage return. */
function bare(line: Buffer): Buffer {
  const from = line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf ? 3 : 0;
  return line.subarray(from, line.at(-1) === CARRIAGE_RETURN ? -1 : undefined);
}
