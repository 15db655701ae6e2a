import { expect, it } from 'vitest';
import { describePasses, troubleOf } from '../../../worker/passes';
import type { LoopCount } from '../../../worker/run-loops';

const NOW_MS = 500_000;
const loop = (job: string, changes: Partial<LoopCount> = {}): LoopCount => ({
  job,
  runs: 1,
  errors: 0,
  busyMs: 5,
  failures: 0,
  passed: true,
  passedMs: NOW_MS - 1_500,
  ...changes,
});

it('a worker has made a full pass once every loop has, and it is as old as that of the slowest', () => {
  const resting = loop('retention', { passedMs: NOW_MS - 90_000 });
  expect(describePasses([loop('rollup'), resting], NOW_MS)).toEqual({
    lastFullPassAgeSeconds: 90,
    lastPassAgeSeconds: { rollup: 1.5, retention: 90 },
  });
  const fresh = loop('detect', { passed: false });
  expect(describePasses([loop('rollup'), fresh], NOW_MS)).toEqual({
    lastFullPassAgeSeconds: null,
    lastPassAgeSeconds: { rollup: 1.5, detect: null },
  });
});

it('a worker is in trouble when a loop has only failed for a minute, not when one rests or fails once', () => {
  const old = { passedMs: NOW_MS - 61_000 };
  expect(troubleOf([loop('retention', old), loop('detect', { failures: 1 })], NOW_MS)).toBeNull();
  const failing = [loop('rollup', { ...old, failures: 7 }), loop('deliver', { ...old, failures: 1 }), loop('detect')];
  expect(troubleOf(failing, NOW_MS)).toBe('failing for more than 60 s: rollup, deliver');
});
