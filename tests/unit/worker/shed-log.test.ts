import { expect, it } from 'vitest';
import { createShedLog } from '../../../worker/detect/shed-log';

it('says of each project once a minute how many keys were let go, all of them in the end', () => {
  const told: object[] = [];
  const clock = { ms: 0 };
  const onShed = createShedLog({ warn: (fields) => told.push(fields) }, () => new Date(clock.ms));
  onShed(1, 0);
  onShed(1, 5);
  onShed(1, 7);
  onShed(2, 1);
  clock.ms = 60_000;
  onShed(1, 0);
  onShed(1, 0);
  expect(told).toEqual([
    { projectId: 1, keys: 5 },
    { projectId: 2, keys: 1 },
    { projectId: 1, keys: 7 },
  ]);
});
