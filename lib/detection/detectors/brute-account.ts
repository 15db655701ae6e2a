import type { Severity } from '../../shared';
import type { Thresholds } from '../catalogue';
import { windowAround } from '../tracks/failure';
import type { AccountTrack } from '../tracks/track';

/** First index of the window in which one account failed too often, and how bad that is; null when it did not. */
export function bruteAccount(
  track: AccountTrack,
  index: number,
  { bruteAccount: limit }: Thresholds,
): { first: number; severity: Severity } | null {
  const span = windowAround(track.failures, index, limit);
  if (!span) return null;
  const raised = windowAround(track.failures, index, { failures: limit.raisedFailures, windowMs: limit.windowMs });
  return raised
    ? { first: raised.first, severity: limit.raisedSeverity }
    : { first: span.first, severity: limit.severity };
}
