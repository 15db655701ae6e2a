import { LIMITS } from '../catalogue';
import type { DetectorState } from '../state';
import { hasEntered } from '../tracks/track';

/**
 * Forgets the tracks without a failure for hours, but not who entered an account within a day; call it before a snapshot,
 * so that both go on alike.
 */
export function pruneState(state: DetectorState, nowMs: number): void {
  for (const tracks of [state.live.callers, state.live.accounts]) {
    for (const [key, track] of tracks) {
      if (nowMs - track.lastAtMs > LIMITS.trackMs && !hasEntered(track, nowMs)) tracks.delete(key);
    }
  }
}
