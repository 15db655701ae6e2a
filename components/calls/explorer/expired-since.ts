import type { StatusAnswer } from '../../../lib/shared';

type Kept = Pick<StatusAnswer, 'callsKeptSince' | 'firstCallAt'>;

/** From when on calls are kept, ISO 8601, where a range (epoch ms) holds earlier ones, which have expired; null elsewhere. */
export function expiredSince(
  { callsKeptSince, firstCallAt }: Kept,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): string | null {
  if (callsKeptSince === null || firstCallAt === null) return null;
  const heldSinceMs = Math.max(fromMs, Date.parse(firstCallAt));
  return heldSinceMs < Math.min(toMs, Date.parse(callsKeptSince)) ? callsKeptSince : null;
}
