const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const LIST = 0x5b;
const OBJECT = 0x7b;
const LIST_END = 0x5d;
const OBJECT_END = 0x7d;

/** So many bytes are parsed in one go; the worst of JSON takes some 35 ms of them. */
export const PART_BYTES = 256 << 10;

/** FNV-1a, from another start in each process: nobody can prepare names that count as one. */
const HASH_START = Math.floor(Math.random() * 2 ** 32);
const HASH_PRIME = 16_777_619;

/** How much JSON text may become in memory. */
export interface Extent {
  depth: number;
  /** Members of lists and objects, however deep. */
  values: number;
  /** Different names of members. */
  names: number;
}

/** A list or an object of more bytes than a part: where it ends, and where its parts begin. */
export interface Large {
  /** Not part of it. */
  to: number;
  starts: readonly number[];
}

/** Index of the quote that ends the string which begins before `from`. */
export function endOfString(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}

/** What is known of a list or object that is not closed yet. */
class Open {
  from = 0;
  private member = 0;
  private part = 0;
  private starts: number[] = [];

  constructor(private readonly partBytes: number) {}

  begin(at: number): void {
    this.from = at;
    this.member = at + 1;
    this.part = at + 1;
    if (this.starts.length > 0) this.starts = [];
  }

  /** A member ends; small neighbours are one part, a large one stays alone. */
  next(at: number): void {
    if (at - this.part > this.partBytes) this.cut(at);
    this.member = at + 1;
  }

  end(at: number): Large | null {
    if (at - this.from < this.partBytes) return null;
    this.next(at);
    return { to: at + 1, starts: [this.from + 1, ...this.starts.filter((start) => start <= at)] };
  }

  private cut(at: number): void {
    if (this.member > this.part) this.starts.push(this.member);
    this.part = this.member;
    if (at - this.part <= this.partBytes) return;
    this.starts.push(at + 1);
    this.part = at + 1;
  }
}

/**
 * Walks over JSON text before it is parsed: 10 MiB of `[` would become half a gigabyte, and so would as many of `{},`; a
 * million names take seconds. On its way it notes where what is large can be taken apart.
 */
export class Outline {
  /** By where they begin. */
  readonly large = new Map<number, Large>();
  /** What of its extent the text exceeds; null as far as it was walked. */
  exceeded: keyof Extent | null = null;
  private at = 0;
  private depth = 0;
  private values = 0; // no more than there are commas and opening brackets
  private readonly open: Open[] = [];
  private readonly names = new Set<number>();
  private text = { from: 0, to: 0 };

  constructor(
    private readonly bytes: Uint8Array,
    private readonly most: Extent,
    readonly partBytes = PART_BYTES,
  ) {}

  /** Goes on for so many bytes, or a little more; true when nothing is left to be seen. */
  walk(length: number): boolean {
    const { bytes } = this;
    const until = Math.min(bytes.length, this.at + length);
    let at = this.at;
    for (; at < until && this.exceeded === null; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === QUOTE) {
        const to = endOfString(bytes, at + 1);
        this.text.from = at + 1;
        this.text.to = to;
        at = to;
      } else if (byte === COLON) this.name();
      else if (byte === COMMA) this.next(at);
      else if (byte === LIST || byte === OBJECT) this.enter(at);
      else if (byte === LIST_END || byte === OBJECT_END) this.leave(at);
    }
    this.at = at;
    return this.exceeded !== null || at >= bytes.length;
  }

  private count(): void {
    this.values += 1;
    if (this.values > this.most.values) this.exceeded = 'values';
  }

  private next(at: number): void {
    this.count();
    this.open[this.depth]?.next(at);
  }

  private enter(at: number): void {
    this.count();
    this.depth += 1;
    if (this.depth > this.most.depth) this.exceeded = 'depth';
    const open = (this.open[this.depth] ??= new Open(this.partBytes));
    open.begin(at);
  }

  private leave(at: number): void {
    const open = this.open[this.depth];
    const large = open?.end(at);
    if (open && large) this.large.set(open.from, large);
    this.depth = Math.max(0, this.depth - 1);
  }

  /** The text before a colon. */
  private name(): void {
    let hash = HASH_START;
    for (let at = this.text.from; at < this.text.to; at += 1)
      hash = Math.imul(hash ^ (this.bytes[at] ?? 0), HASH_PRIME);
    this.names.add(hash);
    if (this.names.size > this.most.names) this.exceeded = 'names';
  }
}
