import type { CallRow } from './call-row';
import { writeInet } from './inet-bytes';

/** The columns in the order that the encoder writes them. */
export const COPY_CALLS = `copy call (finished_at, project_id, id, endpoint_id, consumer_id, user_agent_id, duration_us,
  request_bytes, response_bytes, status, flags, traits, environment_id, caller, path, trace_id, account_hash, attrs)
  from stdin (format binary)`;

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0', 'latin1');
const TRAILER = Buffer.of(0xff, 0xff);
const COLUMNS = 18;
const FIXED_WIDTHS = [8, 4, 8, 4, 4, 4, 4, 4, 4, 2, 2, 2, 2];
/** Column count, then length and value of the 13 columns that every row has. */
const FIXED_BYTES = 2 + FIXED_WIDTHS.reduce((sum, width) => sum + 4 + width, 0);
/** The fixed part and the lengths of the five others, which are at most 20 (caller), 16, 16 and two texts. */
const ROW_BYTES = FIXED_BYTES + 5 * 4 + 20 + 16 + 16 + 1;
const JSONB_VERSION = 1;
const POSTGRES_EPOCH_US = 946_684_800_000_000;
const TWO_32 = 4_294_967_296;
const FIRST_BYTES = 4 << 20;

function fixedTemplate(): Buffer {
  const template = Buffer.alloc(FIXED_BYTES);
  let at = template.writeInt16BE(COLUMNS, 0);
  for (const width of FIXED_WIDTHS) at = template.writeInt32BE(width, at) + width;
  return template;
}
const TEMPLATE = fixedTemplate();

/** A call of the library costs 80 ns, a character 1. */
const SHORT = 64;

/** Writes UTF-8 and returns its bytes. */
function writeText(target: Buffer, at: number, text: string): number {
  const { length } = text;
  if (length > SHORT) return target.write(text, at);
  for (let i = 0; i < length; i += 1) {
    const code = text.charCodeAt(i);
    if (code > 127) return target.write(text, at);
    target[at + i] = code;
  }
  return length;
}

/** Encodes rows for COPY into one buffer that is used again for every flush: `begin` or `beginNext`, `add`, `end`. */
export class CopyEncoder {
  private buffer = Buffer.allocUnsafeSlow(FIRST_BYTES);
  private view = new DataView(this.buffer.buffer);
  private at = 0;
  private taken = 0;

  /** Ends the use of all that was taken before. */
  begin(): void {
    this.at = 0;
    this.taken = 0;
    this.beginNext();
  }

  /** Begins another COPY; what was taken before stays valid. */
  beginNext(): void {
    this.reserve(SIGNATURE.length);
    this.at += SIGNATURE.copy(this.buffer, this.at);
  }

  /** Adds rows; the first one gets the id `firstId`. */
  add(rows: readonly CallRow[], firstId: number): void {
    let characters = 0;
    for (const { path, attrs } of rows) characters += (path?.length ?? 0) + (attrs?.length ?? 0);
    this.reserve(rows.length * ROW_BYTES + 3 * characters);
    let id = firstId;
    for (const row of rows) {
      this.putFixed(row, id);
      this.putCaller(row.caller);
      this.putText(row.path);
      this.putBytes(row.traceId);
      this.putBytes(row.accountHash);
      this.putAttrs(row.attrs);
      id += 1;
    }
  }

  /** No rows follow. */
  end(): void {
    this.reserve(TRAILER.length);
    this.at += TRAILER.copy(this.buffer, this.at);
  }

  /** What was encoded since the last `take`; valid until the next `begin`. */
  take(): Buffer {
    const bytes = this.buffer.subarray(this.taken, this.at);
    this.taken = this.at;
    return bytes;
  }

  private reserve(bytes: number): void {
    if (this.at + bytes <= this.buffer.length) return;
    const rest = this.take(); // slices that were handed out keep the old memory alive until they are sent
    this.buffer = Buffer.allocUnsafeSlow(Math.max(this.buffer.length * 2, rest.length + bytes));
    this.view = new DataView(this.buffer.buffer);
    this.at = rest.copy(this.buffer);
    this.taken = 0;
  }

  private putFixed(row: CallRow, id: number): void {
    const { view, at } = this;
    this.buffer.set(TEMPLATE, at);
    const us = row.finishedAtUs - POSTGRES_EPOCH_US;
    const high = Math.floor(us / TWO_32);
    view.setInt32(at + 6, high);
    view.setUint32(at + 10, us - high * TWO_32);
    view.setInt32(at + 18, row.projectId);
    view.setInt32(at + 26, Math.floor(id / TWO_32));
    view.setUint32(at + 30, id % TWO_32);
    view.setInt32(at + 38, row.endpointId);
    view.setInt32(at + 46, row.consumerId);
    view.setInt32(at + 54, row.userAgentId);
    view.setInt32(at + 62, row.durationUs);
    view.setInt32(at + 70, row.requestBytes);
    view.setInt32(at + 78, row.responseBytes);
    view.setInt16(at + 86, row.status);
    view.setInt16(at + 92, row.flags);
    view.setInt16(at + 98, row.traits);
    view.setInt16(at + 104, row.environmentId);
    this.at += FIXED_BYTES;
  }

  private putCaller(caller: string | null): void {
    const bytes = caller === null ? -1 : writeInet(this.buffer, this.at + 4, caller);
    this.view.setInt32(this.at, bytes);
    this.at += 4 + Math.max(0, bytes);
  }

  private putText(text: string | null): void {
    const bytes = text === null ? -1 : writeText(this.buffer, this.at + 4, text);
    this.view.setInt32(this.at, bytes);
    this.at += 4 + Math.max(0, bytes);
  }

  private putBytes(bytes: Uint8Array | null): void {
    this.view.setInt32(this.at, bytes === null ? -1 : bytes.length);
    this.at += 4;
    if (bytes === null) return;
    this.buffer.set(bytes, this.at);
    this.at += bytes.length;
  }

  private putAttrs(attrs: string | null): void {
    if (attrs === null) return this.putText(null);
    const bytes = this.buffer.write(attrs, this.at + 5);
    this.view.setInt32(this.at, bytes + 1);
    this.buffer[this.at + 4] = JSONB_VERSION;
    this.at += 5 + bytes;
  }
}
