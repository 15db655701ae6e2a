import { expect, test } from 'vitest';
import { asOf, asOfWords } from '../../../../components/overview/as-of';

const FIGURES_MS = Date.parse('2026-11-24T14:32:10Z');
const read = (secondsLater: number, isPlaceholderData = false) => ({
  isPlaceholderData,
  dataUpdatedAt: FIGURES_MS + secondsLater * 1_000,
});

test.each([
  ['a second after the figures', read(1), ''],
  ['a second before them', read(-1), ''],
  ['two seconds before them', read(-2), ', as of 14:32:08 UTC'],
  ['three seconds after them', read(3), ', as of 14:32:13 UTC'],
  ['of another range', read(-60, true), ''],
  ['not at all', { isPlaceholderData: false, dataUpdatedAt: 0 }, ''],
])('a panel that was read %s says so where that is another moment', (_, panel, words) => {
  expect(asOfWords(asOf(panel, FIGURES_MS))).toBe(words);
});

test('while the figures are not read a panel has no other moment', () => expect(asOf(read(-60), 0)).toBeNull());
