import { turn } from '../../shared';
import { endOfString, type Large, type Outline } from './outline';

const QUOTE = 0x22;
const COLON = 0x3a;
const LIST = 0x5b;
const OBJECT = 0x7b;
/** What ends a list or an object is two above what begins it. */
const TO_END = 2;

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

interface Span {
  from: number;
  /** Not part of it. */
  to: number;
}

const broken = (): SyntaxError => new SyntaxError('no JSON');

/** The parts of what is large, without the commas between them. */
const partsOf = ({ to, starts }: Large): Span[] =>
  starts.map((from, index) => ({ from, to: (starts[index + 1] ?? to) - 1 }));

/**
 * Parses JSON text in parts and lets the loop turn between them, so that no body holds up others. Gives what `JSON.parse`
 * gives, and throws a SyntaxError where that does.
 */
export class PartsParser {
  constructor(
    private readonly bytes: Buffer,
    private readonly outline: Outline,
    private readonly textOf: (bytes: Buffer) => string,
  ) {}

  parse(): Promise<unknown> {
    return this.value({ from: 0, to: this.bytes.length });
  }

  private async value(around: Span): Promise<unknown> {
    const span = this.trim(around);
    const first = this.bytes[span.from];
    if (!this.isLarge(span) || (first !== LIST && first !== OBJECT)) return this.small('', span, '');
    const large = this.outline.large.get(span.from);
    if (large?.to !== span.to || this.bytes[span.to - 1] !== first + TO_END) throw broken();
    return first === LIST ? this.list(large) : this.object(large);
  }

  private async list(large: Large): Promise<unknown[]> {
    const list: unknown[] = [];
    for (const part of this.filledParts(large)) {
      const items = this.isLarge(part) ? [await this.value(part)] : await this.small('[', part, ']');
      if (!Array.isArray(items) || items.length === 0) throw broken(); // nothing between two commas
      for (const item of items) list.push(item);
    }
    return list;
  }

  private async object(large: Large): Promise<object> {
    const object = {};
    for (const part of this.filledParts(large)) {
      const members = await this.membersOf(part);
      if (members.length === 0) throw broken();
      // Defined, not assigned: a name may be `__proto__`.
      for (const [name, value] of members) {
        Object.defineProperty(object, name, { value, configurable: true, enumerable: true, writable: true });
      }
    }
    return object;
  }

  /** The parts; none of what holds nothing but space. */
  private filledParts(large: Large): Span[] {
    const parts = partsOf(large);
    const [first] = parts;
    const { from, to } = this.trim(first ?? { from: 0, to: 0 });
    return parts.length === 1 && from === to ? [] : parts;
  }

  private async membersOf(part: Span): Promise<[string, unknown][]> {
    return this.isLarge(part) ? [await this.member(part)] : Object.entries(Object(await this.small('{', part, '}')));
  }

  /** A name with a large value. */
  private async member(part: Span): Promise<[string, unknown]> {
    const { from, to } = this.trim(part);
    const nameEnd = endOfString(this.bytes, from + 1) + 1;
    const colon = this.trim({ from: nameEnd, to }).from;
    if (this.bytes[from] !== QUOTE || this.bytes[colon] !== COLON) throw broken();
    return [String(JSON.parse(this.text({ from, to: nameEnd }))), await this.value({ from: colon + 1, to })];
  }

  private async small(before: string, span: Span, after: string): Promise<unknown> {
    await turn();
    return JSON.parse(before + this.text(span) + after);
  }

  private isLarge({ from, to }: Span): boolean {
    return to - from > this.outline.partBytes;
  }

  private text({ from, to }: Span): string {
    return this.textOf(this.bytes.subarray(from, to));
  }

  /** Without the space around it. */
  private trim({ from, to }: Span): Span {
    let [first, end] = [from, to];
    while (first < end && isSpace(this.bytes[first])) first += 1;
    while (end > first && isSpace(this.bytes[end - 1])) end -= 1;
    return { from: first, to: end };
  }
}
