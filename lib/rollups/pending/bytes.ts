const SAFE_BITS = 2 ** 28;

/** Writes varints (7 bits a byte, low first) and text into a buffer that grows. */
export class ByteWriter {
  private buffer = Buffer.allocUnsafe(4096);
  private length = 0;

  varint(value: number): void {
    if (this.length + 8 > this.buffer.length) this.grow(8);
    let rest = value;
    while (rest >= SAFE_BITS) {
      this.buffer[this.length++] = (rest % 128) | 128;
      rest = Math.floor(rest / 128);
    }
    while (rest >= 128) {
      this.buffer[this.length++] = (rest & 127) | 128;
      rest >>>= 7;
    }
    this.buffer[this.length++] = rest;
  }

  /** Small numbers of either sign. */
  signed(value: number): void {
    this.varint(value < 0 ? -value * 2 - 1 : value * 2);
  }

  text(value: string): void {
    const size = Buffer.byteLength(value);
    this.varint(size);
    if (this.length + size > this.buffer.length) this.grow(size);
    this.length += this.buffer.write(value, this.length);
  }

  done(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  private grow(size: number): void {
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.length + size));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
  }
}

/** Reads what ByteWriter wrote. Throws RangeError past the end. */
export class ByteReader {
  private offset = 0;

  constructor(private readonly buffer: Buffer) {}

  varint(): number {
    const first = this.buffer[this.offset];
    if (first !== undefined && first < 128) {
      this.offset += 1;
      return first;
    }
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.buffer[this.offset++];
      if (byte === undefined) throw new RangeError('the blob ends in the middle of a number');
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  }

  signed(): number {
    const value = this.varint();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  text(): string {
    const size = this.varint();
    const end = this.offset + size;
    if (end > this.buffer.length) throw new RangeError('the blob ends in the middle of a text');
    const value = this.buffer.toString('utf8', this.offset, end);
    this.offset = end;
    return value;
  }
}
