import { expect, test } from 'vitest';
import { formatMeasure, isNamedAfter, MAX_THRESHOLD, nameFromSentence } from '../../../../../lib/shared';

test('a value beyond all that a rule may say is said by its power of ten', () => {
  expect(formatMeasure('calls', MAX_THRESHOLD)).toBe('1,000,000,000,000');
  expect(formatMeasure('calls_per_minute', 1e99)).toBe('1e99');
  expect(formatMeasure('p95_ms', 2.5e13)).toBe('2.5e13 ms');
  expect(formatMeasure('bytes_out', 1.204e15)).toBe('1.2e15 B');
});

test('a rule is named after its sentence also where that is longer than a name may be', () => {
  const sentence = `Calls above 5 over 1 min on GET /${'a'.repeat(90)}`;
  expect(nameFromSentence(sentence)).toHaveLength(80);
  expect(isNamedAfter(nameFromSentence(sentence), sentence)).toBe(true);
  expect(isNamedAfter('Calls above 5 over 1 min', sentence)).toBe(false);
});
