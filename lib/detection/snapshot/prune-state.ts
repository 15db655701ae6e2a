import { LIMITS } from '../catalogue';
import type { DetectorState } from '../state';

/** Forgets the tracks without a failure for hours; call it before a snapshot, so that both go on alike. */
export function pruneState(state: DetectorState, nowMs: number): void {
  const half = state.live;
  for (const tracks of [half.callers, half.accounts]) {
    for (const [key, track] of tracks) if (nowMs - track.lastAtMs > LIMITS.trackMs) tracks.delete(key);
  }
}
