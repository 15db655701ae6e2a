import { expect, test } from 'vitest';
import { gapsOf } from '../../../demo/history/gaps';

const minute = (n: number): number => n * 60_000;

test('minutes without a call that follow each other are one gap', () => {
  expect(gapsOf([minute(1), minute(2), minute(5)], minute(60))).toEqual([
    { fromMs: minute(1), toMs: minute(3) },
    { fromMs: minute(5), toMs: minute(6) },
  ]);
});

test('the running minute is a gap up to now, where live traffic begins', () => {
  expect(gapsOf([minute(1), minute(2)], minute(2) + 15_000)).toEqual([{ fromMs: minute(1), toMs: minute(2) + 15_000 }]);
  expect(gapsOf([minute(2)], minute(2))).toEqual([]);
});

test('where every minute has calls there is no gap', () => {
  expect(gapsOf([], minute(60))).toEqual([]);
});
