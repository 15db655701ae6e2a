import { expect, test } from 'vitest';
import { PLACES } from '../../../../../lib/projects/erasure/places';
import { redactConsumer } from '../../../../../lib/projects/erasure/redact';
import { redactPlace } from '../../../../../lib/projects/erasure/redact-place';
import { callFilterOf, parseCallFilter } from '../../../../../lib/shared';

test('in JSON the fields that are listed are searched; all others and the names of fields stay', () => {
  const place = { words: ['note', 'rows.*.text'], consumers: ['filters.consumer'] };
  const stored = {
    note: 'by high',
    high: 'high',
    rows: [{ text: 'high', kind: 'high' }],
    filters: { consumer: 'high' },
  };
  expect(redactPlace(stored, place, redactConsumer('high'))).toEqual({
    note: 'by erased consumer',
    high: 'high',
    rows: [{ text: 'erased consumer', kind: 'high' }],
    filters: { consumer: 'erased consumer' },
  });
});

test('what is not of the shape that is listed stays as it is', () => {
  const place = { words: ['rows.*.text', 'note.more'] };
  for (const stored of [null, 'acme', { rows: 'acme' }, { rows: [1, null] }, { note: ['acme'] }])
    expect(redactPlace(stored, place, redactConsumer('acme'))).toEqual(stored);
});

const viewOf = (query: string, name: string): unknown =>
  redactPlace(query, PLACES['saved_view']?.['query'] ?? 'words', redactConsumer(name));

test.each([
  ['consumer=alice%40example.com&status=5xx', 'consumer=erased+consumer&status=5xx'],
  ['consumer=alice%40example.com&consumer=bob', 'consumer=erased+consumer&consumer=bob'],
  ['consumer=%21alice@example.com', 'consumer=%21erased+consumer'],
  ['consumer=%61lice%40example.com', 'consumer=erased+consumer'],
  ['path=%2Fusers%2Falice%40example.com*', 'path=%2Fusers%2Ferased+consumer*'],
  ['status=4xx&note=alice%40example.com', 'status=4xx'],
  ['consumer=alice%40example.com.au&range=6h', 'consumer=alice%40example.com.au&range=6h'],
])('a saved view %s becomes %s', (query, after) => {
  expect(viewOf(query, 'alice@example.com')).toBe(after);
  expect(parseCallFilter(callFilterOf(new URLSearchParams(after))).errors).toEqual({});
});

test('a name that begins with a sign of filters is found in a view', () => {
  expect(viewOf(`consumer=${encodeURIComponent('\\!acme')}`, '!acme')).toBe('consumer=erased+consumer');
});

test.each(['consumer', 'status', '5xx', 'failure', 'GET', 'production'])(
  'a view keeps its words of ours: %s',
  (name) => {
    const query = 'status=5xx&method=GET&loginOutcome=failure&env=production';
    expect(viewOf(query, name)).toBe(query);
  },
);
