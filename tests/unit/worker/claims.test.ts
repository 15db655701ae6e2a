import { expect, it } from 'vitest';
import { LeaseLostError } from '../../../lib/storage';
import { Claims } from '../../../worker/detect/claims';

const PROJECT = 1;
const error = new Error('the connection was lost');
const timeout = Object.assign(new Error('terminating connection due to idle-in-transaction timeout'), {
  code: '25P03',
});

function fail(claims: Claims, taken: number, failure: { error: unknown; tookMs: number }): void {
  claims.failed(PROJECT, { ...claims.next(PROJECT), taken }, failure);
}
const quick = (what: unknown) => ({ error: what, tookMs: 10 });
const flushes = (claims: Claims): number => claims.next(PROJECT).flushes;

it('a claim that fails is halved down to one flush, and grows again with each success', () => {
  const claims = new Claims();
  const seen: number[] = [];
  for (let run = 0; run < 10; run++) {
    fail(claims, flushes(claims), quick(error));
    seen.push(flushes(claims));
  }
  expect(seen).toEqual([100, 50, 25, 12, 6, 3, 1, 1, 1, 1]);
  for (let run = 0; run < 8; run++) claims.done(PROJECT);
  expect(claims.next(PROJECT)).toEqual({ flushes: 200, withRates: true, taken: 0 });
});

it('halves what was taken, which may be less than was allowed', () => {
  const claims = new Claims();
  fail(claims, 8, quick(error));
  expect(flushes(claims)).toBe(4);
});

it('gives up the rates of a flush only when it ended by time twice in a row, alone, and of that one only', () => {
  const claims = new Claims();
  const withRates = (): boolean => claims.next(PROJECT).withRates;
  fail(claims, 2, quick(timeout));
  fail(claims, 1, quick(timeout));
  fail(claims, 1, quick(error));
  fail(claims, 1, quick(timeout));
  expect(withRates()).toBe(true);
  fail(claims, 1, { error, tookMs: 6_000 });
  expect(withRates()).toBe(false);
  claims.done(PROJECT);
  expect(withRates()).toBe(true);
});

it('learns nothing from a lost lease, nor from an attempt that took no flush', () => {
  const claims = new Claims();
  fail(claims, 1, quick(new LeaseLostError({ job: 'detect', bucket: 1, token: '1' })));
  fail(claims, 0, quick(timeout));
  expect(claims.next(PROJECT)).toMatchObject({ flushes: 200, withRates: true });
});
