import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Outline, type Extent } from '../../../../lib/ingest/decode/outline';
import { isPlainlyWithin } from '../../../../lib/ingest/decode/plainly-within';
import { LIMITS } from '../../../../lib/ingest/limits';

const EXTENT = { depth: 6, values: 200, names: 4 };

function exceeds(text: string, most: Extent): string | null {
  const bytes = Buffer.from(text);
  const outline = new Outline(bytes, most);
  outline.walk(bytes.length);
  return outline.exceeded;
}

const name = fc.constantFrom('a', 'b', '{', ':[', '\\', '"', '{"a":');
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 9, depthSize: 'large', withCrossShrink: true },
    fc.oneof(fc.integer(), fc.constant('x'), name),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

it('no text that exceeds an extent passes without being walked over, however it is written', () => {
  fc.assert(
    fc.property(value, fc.constantFrom(undefined, 1, '\t', '\n '), (json, space) => {
      const text = JSON.stringify(json, null, space);
      fc.pre(isPlainlyWithin(text, EXTENT));
      expect([text, exceeds(text, EXTENT)]).toEqual([text, null]);
    }),
    { numRuns: 2_000 },
  );
});

it.each([
  ['lists in lists', '[[[[[[[]]]]]]]'],
  ['lists in objects', '{"a":[{"a":[{"a":[{}]}]}]}'],
  ['objects', '{"a":{"a":{"a":{"a":{"a":{"a":{}}}}}}}'],
  ['lists after space', '[ [ [ [ [ [ [ ] ] ] ] ] ] ]'],
  ['names', '{"a":1,"b":2,"c":3,"d":4,"e":5}'],
  ['names before space', '{"a" : 1,"b"\n:2,"c"\t:3,"d" :4,"e" :5}'],
  ['values', JSON.stringify(Array.from({ length: 201 }, () => 1))],
])('too many %s are walked over', (_, text) => {
  expect(exceeds(text, EXTENT)).not.toBeNull();
  expect(isPlainlyWithin(text, EXTENT)).toBe(false);
});

it('a batch of an SDK needs no walk: lists in two objects, whatever stands in its texts', () => {
  const lists = (names: number, list: unknown[]) =>
    Object.fromEntries(Array.from({ length: names }, (_, at) => [`name${at}`, list]));
  const batch = {
    v: 1,
    batchId: '0'.repeat(32),
    dict: lists(10, ['/users/{id}/[slug]/:id', 'agent/1.0 (rv:109.0)', '2001:db8::1']),
    calls: lists(19, [1, 2, 3]),
    dropped: { overflow: 1 },
    routes: ['/users/{id}'],
  };
  expect(isPlainlyWithin(JSON.stringify(batch), LIMITS)).toBe(true);
});
