/** Bytes that grow as they are written. Numbers are varints: seven bits a byte, low first (LEB128). */
export class ByteWriter {
  #bytes: Buffer;
  length = 0;

  constructor(capacity = 4096) {
    this.#bytes = Buffer.allocUnsafe(capacity);
  }

  byte(value: number): void {
    if (this.length === this.#bytes.length) this.#grow(1);
    this.#bytes[this.length] = value;
    this.length += 1;
  }

  varint(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  latin1(text: string): void {
    if (this.length + text.length > this.#bytes.length) this.#grow(text.length);
    this.#bytes.write(text, this.length, 'latin1');
    this.length += text.length;
  }

  bytes(from: Uint8Array): void {
    if (this.length + from.length > this.#bytes.length) this.#grow(from.length);
    this.#bytes.set(from, this.length);
    this.length += from.length;
  }

  /** Overwrites a byte that was written. */
  patch(at: number, value: number): void {
    this.#bytes[at] = value;
  }

  /** A view of what was written, valid until the next write. */
  view(): Buffer {
    return this.#bytes.subarray(0, this.length);
  }

  /** A copy of what was written; the writer is empty afterwards. */
  take(): Buffer {
    const taken = Buffer.from(this.view());
    this.length = 0;
    return taken;
  }

  clear(): void {
    this.length = 0;
  }

  #grow(by: number): void {
    const grown = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.length + by));
    grown.set(this.#bytes.subarray(0, this.length));
    this.#bytes = grown;
  }
}

/** A place in bytes from which numbers are read. */
export class ByteReader {
  bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  byte(): number {
    return this.bytes[this.at++] as number;
  }

  varint(): number {
    let byte = this.bytes[this.at++] as number;
    if (byte < 0x80) return byte;
    let value = byte & 0x7f;
    let scale = 0x80;
    do {
      byte = this.bytes[this.at++] as number;
      value += (byte & 0x7f) * scale;
      scale *= 0x80;
    } while (byte >= 0x80);
    return value;
  }
}
