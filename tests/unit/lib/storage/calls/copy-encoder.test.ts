import { expect, it } from 'vitest';
import { CopyEncoder, type CallRow } from '../../../../../lib/storage';

const rowOf = (at: number): CallRow => ({
  projectId: 1,
  environmentId: 1,
  finishedAtUs: 1_764_000_000_000_000 + at,
  endpointId: at,
  consumerId: 0,
  userAgentId: 0,
  durationUs: at,
  requestBytes: 0,
  responseBytes: 0,
  status: 200,
  flags: 0,
  traits: 0,
  caller: '192.0.2.1',
  path: `/${'x'.repeat(2_000)}/${at}`,
  traceId: null,
  accountHash: null,
  attrs: null,
  retryAfterSeconds: -1,
});

const ROWS = 3_000; // more than the buffer holds at first

it('bytes for COPY are the same in one piece and in many', () => {
  const rows = Array.from({ length: ROWS }, (_, at) => rowOf(at));
  const whole = new CopyEncoder();
  whole.begin();
  whole.add(rows, 65_536);
  whole.end();
  const parts = new CopyEncoder();
  parts.begin();
  const pieces = rows.map((row, at) => {
    parts.add([row], 65_536 + at);
    return at % 7 === 0 ? parts.take() : Buffer.alloc(0);
  });
  parts.end();
  expect(Buffer.concat([...pieces, parts.take()]).equals(whole.take())).toBe(true);
});

it('bytes of several copies stay valid until the encoder begins anew', () => {
  const rows = Array.from({ length: ROWS }, (_, at) => rowOf(at));
  const encoder = new CopyEncoder();
  encoder.begin();
  const copies = rows.map((row, at) => {
    if (at > 0) encoder.beginNext();
    encoder.add([row], at);
    encoder.end();
    return encoder.take();
  });
  const alone = new CopyEncoder();
  const expected = rows.map((row, at) => {
    alone.begin();
    alone.add([row], at);
    alone.end();
    return Buffer.from(alone.take());
  });
  expect(Buffer.concat(copies).equals(Buffer.concat(expected))).toBe(true);
});

const LENGTHS = [0, 1, 62, 63, 64, 65];

it.each(['a', 'é', '\u{1F600}', '\u007f', '\u0080'])(
  'a path that ends in %j is written as UTF-8, whatever its length',
  (last) => {
    const encoder = new CopyEncoder();
    for (const length of LENGTHS) {
      const path = '/'.repeat(length) + last;
      encoder.begin();
      encoder.add([{ ...rowOf(1), path }], 1);
      const size = Buffer.alloc(4);
      size.writeInt32BE(Buffer.byteLength(path));
      const nothing = Buffer.alloc(12, 0xff); // neither trace id nor account nor attributes
      const end = Buffer.concat([size, Buffer.from(path), nothing]);
      expect(encoder.take().subarray(-end.length)).toEqual(end);
    }
  },
);
