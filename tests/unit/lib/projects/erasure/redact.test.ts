import { expect, test } from 'vitest';
import { redactAccount, redactConsumer, redactValue } from '../../../../../lib/projects/erasure/redact';

test('a consumer goes where its name stands alone, in values and in names of fields, and stays inside other words', () => {
  const stored = {
    title: 'acme is over its limit',
    'by acme': ['acme', 'acme2', 'pacme', 'acme-eu'],
    n: 3,
    none: null,
  };
  expect(redactValue(stored, redactConsumer('acme'))).toEqual({
    title: 'erased consumer is over its limit',
    'by erased consumer': ['erased consumer', 'acme2', 'pacme', 'erased consumer-eu'],
    n: 3,
    none: null,
  });
});

test('names with signs of expressions, JSON and HTML are found in each of them', () => {
  const name = 'a.b (c) & "d"';
  const { texts, replace } = redactConsumer(name);
  expect(replace('from a.b (c) &amp; &quot;d&quot; today')).toBe('from erased consumer today');
  expect(replace('axb (c) & "d"')).toBe('axb (c) & "d"');
  expect(texts.some((text) => JSON.stringify({ name }).includes(text))).toBe(true);
});

test('an account is stood in for, in full and as people see it', () => {
  const { replace } = redactAccount('7f3a'.padEnd(32, '0'), '91bc'.padEnd(32, '1'));
  expect(replace(`${'7f3a'.padEnd(32, '0')} is acct_7f3a…`)).toBe(`${'91bc'.padEnd(32, '1')} is acct_91bc…`);
});
