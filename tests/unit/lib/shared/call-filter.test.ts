import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CALL_FILTER_COLUMNS,
  callFilterOf,
  exactValue,
  negatedValue,
  parseCallFilter,
  writeCallFilter,
} from '../../../../lib/shared';
import type { CallFilterColumn } from '../../../../lib/shared';

test.each([
  ['status', '404', { low: 404, high: 404 }],
  ['status', '4xx', { low: 400, high: 499 }],
  ['status', '400-403', { low: 400, high: 403 }],
  ['status', '>=500', { low: 500, high: null }],
  ['status', '>499', { low: 500, high: null }],
  ['status', '<400', { low: 0, high: 399 }],
  ['method', 'post', 3],
  ['endpoint', '7', 7],
  ['route', '/users/:id', ['/users/:id']],
  ['path', '/v1/*/orders*', ['/v1/', '/orders', '']],
  ['path', '/a\\*b\\\\c', ['/a*b\\c']],
  ['durationMs', '>500', { low: 500_001, high: null }],
  ['durationMs', '0.5-1.25', { low: 500, high: 1_250 }],
  ['durationMs', '-', null],
  ['requestBytes', '<=10', { low: 0, high: 10 }],
  ['consumer', 'acme', 'acme'],
  ['consumer', '\\!acme', '!acme'],
  ['consumer', '\\-', '-'],
  ['consumer', '-', null],
  ['caller', '2001:DB8:0::3', '2001:db8::3'],
  ['caller', '::ffff:192.0.2.1', '192.0.2.1'],
  ['caller', '203.0.113.9/24', '203.0.113.0/24'],
  ['userAgent', 'curl', 'curl'],
  ['accountHash', 'ABCDEF00112233445566778899aabbcc', 'abcdef00112233445566778899aabbcc'],
  ['loginOutcome', 'failure', 'failure'],
  ['marks', 'backfill', 'backfill'],
  ['errorClass', '*Error', ['', 'Error']],
] as [CallFilterColumn, string, unknown][])('%s=%s is read, and its opposite too', (column, text, value) => {
  expect(parseCallFilter({ [column]: text })).toEqual({
    filter: { [column]: { any: [value], none: [] } },
    errors: {},
  });
  expect(parseCallFilter({ [column]: [`!${text}`, text] }).filter).toEqual({
    [column]: { any: [value], none: [value] },
  });
});

test.each([
  ['status', '4x', /status such as 404/],
  ['status', '700', /status such as 404/],
  ['status', '-', /every call has/],
  ['status', '500-400', /end before it begins/],
  ['method', 'FETCH', /one of OTHER, GET/],
  ['endpoint', '0', /id of an endpoint/],
  ['durationMs', 'slow', /milliseconds/],
  ['durationMs', '>-5', /milliseconds/],
  ['responseBytes', '1.5', /number of bytes/],
  ['caller', 'here', /IP address/],
  ['caller', '10.0.0/8', /IP address/],
  ['caller', '10.0.0.0/33', /IP address/],
  ['traceId', 'abc', /32 hexadecimal/],
  ['loginOutcome', 'maybe', /success, failure, unknown/],
  ['marks', 'odd', /otp/],
  ['consumer', '', /empty/],
  ['consumer', '!', /empty/],
  ['path', 'x'.repeat(1001), /1000 characters/],
] as [CallFilterColumn, string, RegExp][])('%s=%s is refused in words', (column, text, message) => {
  const { filter, errors } = parseCallFilter({ [column]: text, method: column === 'method' ? text : 'GET' });
  expect(errors[column]).toMatch(message);
  expect(Object.keys(filter)).toEqual(column === 'method' ? [] : ['method']);
});

test('a column takes twenty values', () => {
  const values = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index + 1));
  expect(parseCallFilter({ endpoint: values(20) }).errors).toEqual({});
  expect(parseCallFilter({ endpoint: values(21) }).errors.endpoint).toMatch(/20 values/);
});

test('the filters of a URL come back as they were, in the order of the columns', () => {
  const params = new URLSearchParams('from=x&path=/a%26b*&status=!404&status=5xx');
  expect(writeCallFilter(callFilterOf(params)).toString()).toBe('status=%21404&status=5xx&path=%2Fa%26b*');
  expect(negatedValue(negatedValue('404'))).toBe('404');
});

test('the value of a cell finds the cell and nothing else, whatever it holds', () => {
  const text = fc.oneof(
    fc.string({ minLength: 1, maxLength: 20 }),
    fc.constantFrom('-', '!', '\\', '!-', '*', '\\!x', '-x'),
  );
  fc.assert(
    fc.property(text, (value) => {
      for (const column of ['consumer'] as const) {
        expect(parseCallFilter({ [column]: exactValue(column, value) }).filter[column]?.any).toEqual([value]);
      }
      for (const column of ['route', 'path', 'errorClass'] as const) {
        expect(parseCallFilter({ [column]: exactValue(column, value) }).filter[column]?.any).toEqual([[value]]);
      }
    }),
  );
  for (const column of CALL_FILTER_COLUMNS) expect(exactValue(column, null)).toBe('-');
});
