import { AppError } from '../../lib/shared';

const reasonOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason));

/**
 * Does something to each of several. One that is refused does not keep the others from it; then throws with how many were:
 * "2 of 3 alerts were not acknowledged: …".
 */
export async function allOf<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<unknown>,
  refused: string,
): Promise<void> {
  const settled = await Promise.allSettled(items.map(act));
  const failed = settled.filter((result) => result.status === 'rejected');
  const [first] = failed;
  if (!first) return;
  if (items.length === 1) throw first.reason;
  throw new AppError('conflict', `${failed.length} of ${items.length} ${refused}: ${reasonOf(first.reason)}`);
}
