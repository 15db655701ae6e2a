import { expect, it } from 'vitest';
import { filterCount, NO_FILTERS, nothingMatches, passes } from '../../../../components/endpoints/endpoint-filters';

const orders = { method: 'GET', route: '/v1/orders', errors: 3, errorRatio: 0.03 };

it.each([
  [{}, true],
  [{ q: 'ORDERS' }, true],
  [{ q: 'get /v1' }, true],
  [{ q: '/v2' }, false],
  [{ method: 'POST' }, false],
  [{ errors: 'any' as const }, true],
  [{ errors: '1' as const }, true],
  [{ errors: '5' as const }, false],
  [{ q: 'orders', method: 'GET', errors: '1' as const }, true],
])('%o lets an endpoint with 3 %% errors through: %s', (filters, expected) =>
  expect(passes(orders, { ...NO_FILTERS, ...filters })).toBe(expected),
);

it('finds a path in another script as it is shown and as it came', () => {
  const japan = { ...orders, route: '/%E6%97%A5%E6%9C%AC' };
  expect(['日本', '%e6%97', '中国'].map((q) => passes(japan, { ...NO_FILTERS, q }))).toEqual([true, true, false]);
});

it('never counts an endpoint without calls as failing', () =>
  expect(passes({ ...orders, errors: 0, errorRatio: null }, { ...NO_FILTERS, errors: '1' })).toBe(false));

it('says in one sentence what nothing matched', () => {
  expect(nothingMatches({ q: '/v2', method: null, errors: '5' })).toBe(
    'No endpoint matches “/v2” with errors above 5 %.',
  );
  expect(nothingMatches({ q: '/v2', method: 'POST', errors: null })).toBe('No POST endpoint matches “/v2”.');
  expect(nothingMatches({ q: null, method: 'POST', errors: 'any' })).toBe('No POST endpoint has errors.');
  expect(nothingMatches({ q: null, method: 'PUT', errors: null })).toBe('No PUT endpoint was called in this range.');
  expect(filterCount({ q: '/v2', method: null, errors: '5' })).toBe(2);
});
