import { expect, test } from 'vitest';
import { ignoredState } from '../../../../lib/client';

const NONE = { env: null, range: null, from: null, to: null, vs: null };
const [FROM, TO] = ['2026-11-24T12:00:00Z', '2026-11-24T13:00:00Z'];
const wordsOf = (state: Partial<typeof NONE | Record<keyof typeof NONE, string>>) =>
  ignoredState({ ...NONE, ...state }, ['production', 'staging']).map(({ words }) => words);

test.each([
  ['an empty one', {}],
  ['an environment and a range', { env: 'staging', range: '90min' }],
  ['a fixed range, whatever the relative one', { from: FROM, to: TO, range: 'x' }],
  ['a comparison, and none', { vs: 'week' }],
  ['no comparison', { vs: 'none' }],
])('of %s everything is followed', (_, state) => {
  expect(wordsOf(state)).toEqual([]);
});

test.each([
  [{ env: 'prod' }, 'environment “prod”'],
  [{ range: '9x' }, 'range “9x”'],
  [{ range: '500d' }, 'range “500d”'],
  [{ from: FROM }, '“from” without “to”'],
  [{ to: TO }, '“to” without “from”'],
  [{ from: TO, to: FROM }, '“to” that does not lie after “from”'],
  [{ from: 'yesterday', to: TO }, 'from “yesterday”'],
  [{ from: 'a', to: 'b' }, 'from “a” and to “b”'],
  [{ vs: 'month' }, 'comparison “month”'],
])('%o is told as: %s', (state, words) => {
  expect(wordsOf(state)).toEqual([words]);
});

test('everything that is wrong is told, with the names to take out', () => {
  const ignored = ignoredState({ env: 'x', range: 'y', from: 'z', to: null, vs: 'w' }, ['production']);
  expect(ignored.flatMap(({ names }) => names)).toEqual(['env', 'from', 'to', 'range', 'vs']);
});
