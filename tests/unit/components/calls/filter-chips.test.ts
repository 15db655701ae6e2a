import { expect, test } from 'vitest';
import { chipWords } from '../../../../components/calls/filters/chip-words';
import { chipsOf, narrowedTo, queryOf, replacedIn, withValue } from '../../../../components/calls/filters/chips';
import { FILTER_WORDS } from '../../../../components/calls/filters/filter-columns';
import { CALL_FILTER_COLUMNS, type CallFilterColumn } from '../../../../lib/shared';

const endpoints = new Map([['7', 'GET /v1/orders']]);

test('every column that calls are filtered by has words', () => {
  expect(FILTER_WORDS.map(({ column }) => column).toSorted()).toEqual([...CALL_FILTER_COLUMNS].toSorted());
});

test.each<[CallFilterColumn, string, string]>([
  ['status', '404', 'Status 404'],
  ['status', '!5xx', 'Status not 5xx'],
  ['durationMs', '>500', 'Latency > 500 ms'],
  ['durationMs', '100-250', 'Latency 100–250 ms'],
  ['durationMs', '-', 'Latency not measured'],
  ['path', '/v1/*', 'Path /v1/*'],
  ['endpoint', '7', 'Endpoint GET /v1/orders'],
  ['endpoint', '8', 'Endpoint 8'],
  ['consumer', '-', 'Consumer none'],
  ['consumer', '\\-', 'Consumer -'],
  ['loginOutcome', 'failure', 'Login failed'],
  ['contentType', '!json', 'Type sent not JSON'],
  ['contentType', '-', 'Type sent none told'],
  ['traceId', '0af7651916cd43dd8448eb211c80319c', 'Trace 0af76519…'],
])('the filter %s=%s reads "%s"', (column, value, words) => {
  expect(chipWords(column, value, endpoints)).toBe(words);
});

test('a wrong filter says what is wrong, and the others go on narrowing', () => {
  const chips = [...chipsOf('status', ['404', '9x', '!500']), ...chipsOf('caller', ['nobody'])];
  expect(chips.map(({ error }) => error === null)).toEqual([true, false, true, false]);
  expect(chips[1]?.error).toContain('must be a status');
  expect(queryOf(chips)).toEqual({ status: ['404', '!500'] });
});

test('more values than a column takes are told at those that are too many', () => {
  const chips = chipsOf(
    'status',
    Array.from({ length: 22 }, (_, index) => String(400 + index)),
  );
  expect(chips.filter(({ error }) => error !== null).map(({ value }) => value)).toEqual(['420', '421']);
});

test('a cell narrows to its value, whatever the column allowed before', () => {
  expect(narrowedTo(['5xx', '429', '!501'], '500')).toEqual(['!501', '500']);
  expect(narrowedTo(['5xx'], '!500')).toEqual(['5xx', '!500']);
});

test('a value is there once, and a changed one keeps its place', () => {
  expect(withValue(['404', '500'], '404')).toEqual(['500', '404']);
  expect(replacedIn(['404', '500', '503'], { old: '500', value: '5xx' })).toEqual(['404', '5xx', '503']);
  expect(replacedIn(['404', '500'], { old: '500', value: '404' })).toEqual(['404']);
});
