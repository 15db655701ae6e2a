import { expect, test } from 'vitest';
import { MarkedMemory } from '../../../../lib/analytics/cells/marked-memory';

const memory = (most: number): MarkedMemory<string> => new MarkedMemory(most, (value) => value.length);

test('a value is told under the mark that it was kept with, and under no other', () => {
  const known = memory(100);
  known.keep('hour', { mark: 'a', value: 'one' });
  expect(known.find('hour', 'a')).toBe('one');
  expect(known.find('hour', 'b')).toBeUndefined();
  expect(known.find('hour', undefined)).toBeUndefined();
  known.keep('hour', { mark: 'b', value: 'two' });
  expect(known.find('hour', 'a')).toBeUndefined();
  expect(known.find('hour', 'b')).toBe('two');
});

test('what was not asked for the longest is forgotten first, once there is more than may be kept', () => {
  const known = memory(20);
  for (const key of ['a', 'b', 'c', 'd']) known.keep(key, { mark: '', value: '12345' });
  known.find('a', '');
  known.keep('e', { mark: '', value: '12345' });
  const left = ['a', 'b', 'c', 'd', 'e'].filter((key) => known.find(key, '') !== undefined);
  expect(left).toEqual(['a', 'd', 'e']);
});

test('a value that is kept again counts once', () => {
  const known = memory(10);
  for (let times = 0; times < 5; times++) known.keep('same', { mark: String(times), value: '12345' });
  known.keep('other', { mark: '', value: '12345' });
  expect(known.find('same', '4')).toBe('12345');
  expect(known.find('other', '')).toBe('12345');
});
