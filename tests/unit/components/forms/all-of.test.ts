import { expect, test } from 'vitest';
import { allOf } from '../../../../components/forms/all-of';

const act = async (id: number): Promise<number> => {
  if (id > 1) throw new Error(`no alert #${id}`);
  return id;
};

test('one that is refused does not keep the others back, and how many were is told', async () => {
  const done: number[] = [];
  const noting = async (id: number) => done.push(await act(id));
  await expect(allOf([1, 2, 3, 0], noting, 'alerts were not acknowledged')).rejects.toThrow(
    '2 of 4 alerts were not acknowledged: no alert #2',
  );
  expect(done).toEqual([1, 0]);
  await expect(allOf([0, 1], noting, 'alerts were not acknowledged')).resolves.toBeUndefined();
});

test('a single one is refused with its own reason', async () => {
  await expect(allOf([7], act, 'alerts were not acknowledged')).rejects.toThrow(/^no alert #7$/);
});
