import { expect, test } from 'vitest';
import { WorkTime } from '../../../../lib/analytics/cells/work-time';

/** Keeps the loop busy. */
function work(ms: number): void {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs);
}

test('long work lets others have their turn between its pieces, short work does not wait for any', async () => {
  const time = new WorkTime();
  let turns = 0;
  let isOver = false;
  setImmediate(function next() {
    turns += 1;
    if (!isOver) setImmediate(next);
  });
  await time.spend();
  expect(turns).toBe(0);
  for (let piece = 0; piece < 4; piece++) {
    work(25);
    await time.spend();
  }
  isOver = true;
  expect(turns).toBeGreaterThanOrEqual(4);
});

test('work whose time is up is told to choose a shorter range', async () => {
  await expect(new WorkTime(0).spend()).rejects.toMatchObject({
    code: 'timeout',
    message: /choose a shorter range/,
  });
});
