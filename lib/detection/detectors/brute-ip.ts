import type { Thresholds } from '../catalogue';
import { windowAround } from '../tracks/failure';
import type { CallerTrack } from '../tracks/track';
import { goodAccountsBetween } from './good-accounts';

/** First index of the window in which one caller failed too often, the failure at `index` among it; null when it did not. */
export function bruteIp(track: CallerTrack, index: number, { bruteIp: limit }: Thresholds): number | null {
  const span = windowAround(track.failures, index, limit);
  if (!span) return null;
  const toMs = track.failures[span.last]?.atMs ?? 0;
  const goods = goodAccountsBetween(track.goods, toMs - limit.windowMs, toMs);
  return goods > limit.maxGoodShare * limit.failures ? null : span.first;
}
