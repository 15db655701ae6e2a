import { expect, test } from 'vitest';
import { onceAtATime } from '../../../../lib/client/once-at-a-time';

test('a second click sends nothing while the first is on its way, and one after it does', async () => {
  const sent: string[] = [];
  const settle: (() => void)[] = [];
  const undo = onceAtATime(
    async (name: string) => {
      sent.push(name);
      await new Promise<void>((resolve) => settle.push(resolve));
      return `${name} undone`;
    },
    (name) => name,
  );
  const twice = [undo('a'), undo('a'), undo('b')];
  expect(sent).toEqual(['a', 'b']);
  for (const end of settle) end();
  expect(await Promise.all(twice)).toEqual(['a undone', 'a undone', 'b undone']);
  void undo('a');
  expect(sent).toEqual(['a', 'b', 'a']);
});

test('one that was refused can be tried again', async () => {
  let tries = 0;
  const undo = onceAtATime(
    async () => {
      tries += 1;
      throw new Error('not now');
    },
    () => null,
  );
  await expect(undo(null)).rejects.toThrow('not now');
  await expect(undo(null)).rejects.toThrow('not now');
  expect(tries).toBe(2);
});
