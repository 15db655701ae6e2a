import { AppError } from '../../shared';
import type { Storage } from '../../storage';

const EXPORTS_PER_HOLDER = 2;
const RETRY_SECONDS = 10;

/** Exports under way in this process, by user or token. */
const running = new WeakMap<Storage['pool'], Map<string, number>>();

/** Takes one of the two exports that everybody may have at a time; gives what ends it. Throws `rate_limited`. */
export function takeExportSlot({ pool }: Storage, holder: string): () => void {
  const counts = running.get(pool) ?? new Map<string, number>();
  running.set(pool, counts);
  const held = counts.get(holder) ?? 0;
  if (held >= EXPORTS_PER_HOLDER) {
    const message = `at most ${EXPORTS_PER_HOLDER} exports at a time`;
    throw new AppError('rate_limited', message, { retryAfterSeconds: RETRY_SECONDS });
  }
  counts.set(holder, held + 1);
  let ended = false;
  return () => {
    if (ended) return;
    ended = true;
    const left = (counts.get(holder) ?? 1) - 1;
    if (left > 0) counts.set(holder, left);
    else counts.delete(holder);
  };
}
