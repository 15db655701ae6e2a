import { expect, test } from 'vitest';
import { createReadTurns } from '../../../../../lib/storage/core/read-turns';

const ours = { organizationId: 'we', projectId: 1 };
const theirs = { organizationId: 'they', projectId: 2 };

test('a read whose turn does not come in time is told so, and those behind it still have theirs', async () => {
  const turns = createReadTurns(4, 1); // three places, two of them for one project
  const held = [await turns.take(ours), await turns.take(ours)];
  expect(await turns.take(ours)).toBeNull();
  expect(turns.waiting()).toBe(0);
  const end = await turns.take(theirs);
  expect(end).not.toBeNull();
  for (const give of [...held, end]) give?.();
  expect(await turns.take(ours)).not.toBeNull();
});

test('what an organization reads of no project waits for none of its projects, and one connection serves all in turn', async () => {
  const turns = createReadTurns(1);
  const first = await turns.take(ours);
  const order: string[] = [];
  const next = [ours, ours, { ...ours, projectId: null }].map(async (reader) => {
    const end = await turns.take(reader);
    order.push(reader.projectId === null ? 'organization' : 'project');
    end?.();
  });
  first?.();
  await Promise.all(next);
  expect(order).toEqual(['project', 'organization', 'project']);
});
