import { expect, test } from 'vitest';
import { closingLine, countResults } from '../../../../scripts/test/counts.mjs';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((it) => ({ status: it })),
});
const plain = { code: 0, skipIsFailure: false };

test('the closing line sums all suites', () => {
  const files = [file('passed', 'passed', 'passed'), file('passed', 'passed', 'skipped')];
  expect(closingLine(countResults(files, plain))).toBe('3 passed, 0 failed, 1 skipped');
});

test('a file that cannot be loaded is a failure although it has no tests', () => {
  const files = [file('failed'), file('passed', 'passed')];
  expect(closingLine(countResults(files, { ...plain, code: 1 }))).toBe('1 passed, 1 failed');
});

test('an error outside of any test is a failure', () => {
  expect(countResults([file('passed', 'passed')], { ...plain, code: 1 }).failed).toBe(1);
});

test('no report is a failure', () => {
  expect(countResults([], { ...plain, code: 1 })).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('in the full run a skipped test is a failure', () => {
  const counts = countResults([file('passed', 'passed', 'skipped')], { code: 0, skipIsFailure: true });
  expect(counts).toEqual({ passed: 1, failed: 1, skipped: 1 });
});
