import { CATALOGUE, LIMITS } from '../catalogue';
import type { RatePolicies } from '../rates/counter';
import { pruneRates } from '../rates/shed';
import type { DetectorState } from '../state';
import { hasEntered } from '../tracks/track';

/**
 * Forgets the tracks without a failure for hours, but not who entered an account within a day; call it before a snapshot,
 * so that both go on alike.
 */
export function pruneState(state: DetectorState, nowMs: number, policies: RatePolicies = new Map()): void {
  for (const tracks of [state.live.callers, state.live.accounts]) {
    for (const [key, track] of tracks) {
      if (nowMs - track.lastAtMs > LIMITS.trackMs && !hasEntered(track, nowMs)) tracks.delete(key);
    }
  }
  pruneRates(state.rates, { nowMs, policies, thresholds: CATALOGUE });
}
