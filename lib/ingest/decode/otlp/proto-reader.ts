import { LIMITS } from '../../limits';
import { refusal } from '../../pipeline/refusal';
import { undecodable } from '../json';
import { PART_BYTES } from '../outline';
import type { Parts } from '../parts';

/** How a field is written; groups, long deprecated, are in no message of OTLP. */
const WIRE = { varint: 0, fixed64: 1, length: 2, fixed32: 5 } as const;

/** What a field and the way it is written are told apart by: `tag(7, 'fixed64')`. */
export const tag = (field: number, wire: keyof typeof WIRE): number => field * 8 + WIRE[wire];

/** Takes one field of a message; false leaves it to be skipped. */
export type Visit<T> = (reader: ProtoReader, target: T) => boolean;
/** The same of a field that may hold very much. */
export type VisitParts<T> = (reader: ProtoReader, target: T) => boolean | Parts<true>;

/** So many fields are read in one go: some 3 ms. */
const FIELDS_AT_ONCE = 50_000;
/** Bytes of a text that take as long as a field. */
const TEXT_BYTES = 64;

const VARINT_BYTES = 10;
const ID_BYTES = 16;
const NS_PER_US = 1_000;
/** 2^32 = 4,294,967 × 1,000 + 296: keeps the arithmetic of nanoseconds in exact integers. */
const HIGH_US = 4_294_967;
const HIGH_REST_NS = 296;

const broken = (): Error => undecodable('the body is not a valid protobuf message: it is cut short or damaged');
const tooMany = (): Error =>
  refusal('too_many_values', 'too_large', `the body must not hold more than ${LIMITS.otlpValues} messages`);

/**
 * Reads protocol buffers field by field. Nothing is read beyond the message that is being read, and nothing is kept of what
 * is skipped. Throws a refusal for whatever is not well-formed, or of too many messages.
 */
export class ProtoReader {
  /** Field and wire type of the field that is being read, as of `tag()`. */
  tag = 0;
  private at = 0;
  private end: number;
  private messages = 0;
  private read = 0;
  private dueAt = FIELDS_AT_ONCE;

  constructor(private readonly bytes: Buffer) {
    this.end = bytes.length;
  }

  /** Fields that were gone through so far, skipped ones included; long texts count as several. */
  get fieldsRead(): number {
    return this.read;
  }

  /** Hands each field of the outermost message to `visit`. */
  *fields<T>(visit: VisitParts<T>, target: T): Parts<true> {
    while (this.next()) {
      if (this.read >= this.dueAt) yield this.begin();
      const taken = visit(this, target);
      if (taken === false) this.skip();
      else if (taken !== true) yield* taken;
    }
    return true;
  }

  /** Hands each field of the message in this field to `visit`. */
  *parts<T>(visit: VisitParts<T>, target: T): Parts<true> {
    const outer = this.enter();
    yield* this.fields(visit, target);
    this.end = outer;
    return true;
  }

  /** The same in one go. A message that is too large for it is passed over: nothing that is read is as long. */
  message<T>(visit: Visit<T>, target: T): true {
    const outer = this.enter();
    if (this.end - this.at > PART_BYTES) this.at = this.end;
    while (this.next()) if (!visit(this, target)) this.skip();
    this.end = outer;
    return true;
  }

  /** A number in the message of this field, without moving on; 0 when it has none. The last one counts. */
  *peek(wanted: number): Parts<number> {
    const { at, tag: current } = this;
    const outer = this.enter();
    let value = 0;
    while (this.next()) {
      if (this.read >= this.dueAt) yield this.begin();
      if (this.tag === wanted) value = this.varint();
      else this.skip();
    }
    this.at = at;
    this.end = outer;
    this.tag = current;
    return value;
  }

  /** A whole number of at most 53 bits; larger ones lose their last digits. */
  varint(): number {
    let value = 0;
    let scale = 1;
    for (let count = 0; count < VARINT_BYTES; count += 1) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
    throw broken();
  }

  /** A signed number; one that no double holds is a text of digits. */
  int64(): number | string {
    const { at } = this;
    const value = this.varint();
    if (value <= Number.MAX_SAFE_INTEGER) return value;
    let bits = 0n;
    for (let byte = this.at - 1; byte >= at; byte -= 1) bits = (bits << 7n) | BigInt((this.bytes[byte] ?? 0) & 0x7f);
    const signed = BigInt.asIntN(64, bits);
    return Number.isSafeInteger(Number(signed)) ? Number(signed) : signed.toString();
  }

  double(): number {
    return this.bytes.readDoubleLE(this.take(8));
  }

  /** Microseconds of a time in nanoseconds. */
  timeUs(): number {
    const at = this.take(8);
    const high = this.bytes.readUInt32LE(at + 4);
    return high * HIGH_US + Math.floor((high * HIGH_REST_NS + this.bytes.readUInt32LE(at)) / NS_PER_US);
  }

  text(): string {
    const length = this.varint();
    const at = this.take(length);
    this.read += Math.floor(length / TEXT_BYTES);
    return this.bytes.toString('utf8', at, at + length);
  }

  /** A text of at most so many bytes; null for a longer one, of which nothing is made. */
  shortText(most: number): string | null {
    const length = this.varint();
    const at = this.take(length);
    return length > most ? null : this.bytes.toString('utf8', at, at + length);
  }

  /** A view, not a copy. */
  view(): Buffer {
    const length = this.varint();
    const at = this.take(length);
    return this.bytes.subarray(at, at + length);
  }

  /** The bytes of an id in hexadecimal digits; empty when there are more than any id has. */
  hex(): string {
    const id = this.view();
    return id.length > ID_BYTES ? '' : id.toString('hex');
  }

  /** Goes on behind the message in this field; it counts as one all the same. */
  pass(): true {
    const outer = this.enter();
    this.at = this.end;
    this.end = outer;
    return true;
  }

  /** Begins the next field of the message; false at its end. */
  private next(): boolean {
    if (this.at >= this.end) return false;
    this.read += 1;
    this.tag = this.varint();
    if (this.tag < 8 || this.tag > 0xffff_ffff) throw broken();
    return true;
  }

  /** The next go. */
  private begin(): void {
    this.dueAt = this.read + FIELDS_AT_ONCE;
  }

  private skip(): void {
    const wire = this.tag % 8;
    if (wire === WIRE.length) this.take(this.varint());
    else if (wire === WIRE.varint) this.varint();
    else if (wire === WIRE.fixed64) this.take(8);
    else if (wire === WIRE.fixed32) this.take(4);
    else throw broken();
  }

  /** Narrows reading to the message of this field; returns where the one around it ends. */
  private enter(): number {
    const length = this.varint();
    const outer = this.end;
    this.messages += 1;
    if (this.messages > LIMITS.otlpValues) throw tooMany();
    if (length > outer - this.at) throw broken();
    this.end = this.at + length;
    return outer;
  }

  /** Moves on; returns where the bytes begin. */
  private take(length: number): number {
    const { at } = this;
    if (length > this.end - at) throw broken();
    this.at = at + length;
    return at;
  }

  private byte(): number {
    return this.bytes[this.take(1)] ?? 0;
  }
}
