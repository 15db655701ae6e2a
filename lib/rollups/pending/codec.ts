import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { EVERY_PART } from '../../stats';
import { ByteReader, ByteWriter } from './bytes';
import type { KeyTable } from './key-table';
import type { RowMillis } from './row-millis';
import { callerId, emptyTotals, environmentTotals } from './totals';
import type { EnvironmentTotals, PendingTotals } from './totals';

/** Version 1 had no milliseconds of last calls, version 2 no parts of minutes: blobs that waited while the application was renewed. */
const VERSION = 3;
const [WITH_MILLIS, WITH_PARTS] = [2, 3];
const PLAIN = 0;
const DEFLATED = 1;
const DEFLATE_FROM_BYTES = 1_024; // a deflate stream costs 30 µs to open, too much for a flush of some forty calls
/** Runs of equal bytes are most of what there is to find: 0.12 instead of 0.21 µs a call, 12 instead of 11 bytes. */
const DEFLATE = { level: constants.Z_BEST_SPEED, strategy: constants.Z_RLE };

const TABLES = ['endpoints', 'latency', 'consumers', 'callers', 'endpointConsumers', 'consumerCallers'] as const;

// Column by column: like stands beside like, which is what deflate feeds on.
function writeTable(writer: ByteWriter, table: KeyTable): void {
  const { size, keyWidth, valueWidth, keys, values, marks } = table;
  writer.varint(size);
  for (let part = 0, previous = 0; part < keyWidth; part++, previous = 0) {
    for (let row = 0; row < size; row++) {
      const key = keys[row * keyWidth + part] ?? 0;
      // The first part is a time or a row: neighbours are close. The others are ids.
      if (part === 0) writer.signed(key - previous);
      else writer.varint(key);
      previous = key;
    }
  }
  for (let column = 0; column < valueWidth; column++) {
    for (let row = 0; row < size; row++) writer.varint(values[row * valueWidth + column] ?? 0);
  }
  if (table.marked) for (let row = 0; row < size; row++) writer.varint(marks[row] ?? 0);
}

function readMarks(reader: ByteReader, size: number, version: number): Uint16Array {
  const marks = new Uint16Array(size).fill(EVERY_PART);
  if (version >= WITH_PARTS) for (let row = 0; row < size; row++) marks[row] = reader.varint();
  return marks;
}

function readTable(reader: ByteReader, table: KeyTable, version: number): void {
  const { keyWidth, valueWidth } = table;
  const size = reader.varint();
  const keys = new Int32Array(size * keyWidth);
  for (let part = 0, previous = 0; part < keyWidth; part++, previous = 0) {
    for (let row = 0; row < size; row++) {
      previous = part === 0 ? previous + reader.signed() : reader.varint();
      keys[row * keyWidth + part] = previous;
    }
  }
  const values = new Float64Array(size * valueWidth);
  for (let column = 0; column < valueWidth; column++) {
    for (let row = 0; row < size; row++) values[row * valueWidth + column] = reader.varint();
  }
  table.load(size, { keys, values, ...(table.marked && { marks: readMarks(reader, size, version) }) });
}

function writeMillis(writer: ByteWriter, { size }: KeyTable, millis: RowMillis): void {
  for (let row = 0; row < size; row++) writer.varint(millis.at(row));
}

function readMillis(reader: ByteReader, { size }: KeyTable, millis: RowMillis): void {
  for (let row = 0; row < size; row++) millis.note(row, reader.varint());
}

const tablesOf = (totals: EnvironmentTotals): KeyTable[] => TABLES.map((name) => totals[name]);

/** Packs totals for `call_pending.body`: 16 to 24 bytes a call. First byte: version. */
export function encodePending(totals: PendingTotals): Buffer {
  const writer = new ByteWriter();
  writer.text(totals.callers.join('\n'));
  writer.varint(totals.environments.size);
  for (const [environmentId, environment] of totals.environments) {
    writer.varint(environmentId);
    for (const table of tablesOf(environment)) writeTable(writer, table);
    writeMillis(writer, environment.endpoints, environment.endpointMillis);
    writeMillis(writer, environment.consumers, environment.consumerMillis);
  }
  const plain = writer.done();
  const small = plain.length < DEFLATE_FROM_BYTES;
  const body = small ? plain : deflateRawSync(plain, DEFLATE);
  return Buffer.concat([Buffer.of(VERSION, small ? PLAIN : DEFLATED), body]);
}

/** Unpacks what `encodePending` made. Throws on another version and on damage. */
export function decodePending(blob: Buffer): PendingTotals {
  const version = blob[0] ?? 0;
  if (version < 1 || version > VERSION) throw new Error(`a pending blob of version ${version} cannot be read`);
  const body = blob.subarray(2);
  const reader = new ByteReader(blob[1] === DEFLATED ? inflateRawSync(body) : body);
  const totals = emptyTotals();
  const callers = reader.text();
  if (callers !== '') for (const caller of callers.split('\n')) callerId(totals, caller);
  for (let left = reader.varint(); left > 0; left--) {
    const environment = environmentTotals(totals, reader.varint());
    for (const table of tablesOf(environment)) readTable(reader, table, version);
    if (version < WITH_MILLIS) continue;
    readMillis(reader, environment.endpoints, environment.endpointMillis);
    readMillis(reader, environment.consumers, environment.consumerMillis);
  }
  return totals;
}
