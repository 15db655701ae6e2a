import { LIMITS } from '../catalogue';
import type { Attempt, NamedAttempt } from '../attempt';
import type { CallerTrack, Entered } from '../tracks/track';
import type { Scope } from './scope';

/** The account as the caller entered it, when a login at `atMs` is the attacker's for that reason alone. */
export function findEntered(track: CallerTrack, account: string, atMs: number): Entered | undefined {
  const known = track.entered?.get(account);
  return known && atMs >= known.sinceMs && atMs - known.burstAtMs <= LIMITS.enteredMs ? known : undefined;
}

/** Puts the account last and, above the limit, forgets the one without a login for longest. */
function putLast(track: CallerTrack, entered: Entered): void {
  const all = (track.entered ??= new Map());
  all.delete(entered.account);
  all.set(entered.account, entered);
  if (all.size <= LIMITS.entered) return;
  for (const oldest of all.keys()) {
    all.delete(oldest);
    break;
  }
}

/** Remembers that the caller broke into the account. */
export function enterFirst(track: CallerTrack, { account, atMs }: NamedAttempt): void {
  putLast(track, { account, sinceMs: atMs, burstAtMs: atMs, lastAtMs: atMs, times: 1, again: null });
  track.lastAtMs = Math.max(track.lastAtMs, atMs);
}

/** Counts a further login on an account that was entered, told as growth or, after a quiet time, as a new finding. */
export function enterAgain(
  scope: Scope,
  { atMs, endpointId }: Attempt,
  { track, entered, byBurst }: { track: CallerTrack; entered: Entered; byBurst: boolean },
): void {
  const { quietMs } = scope.thresholds;
  const running = entered.again && Math.abs(atMs - entered.again.toMs) <= quietMs ? entered.again : null;
  const again = running ?? { firedAtMs: atMs, fromMs: atMs, toMs: atMs, times: 0, endpointIds: [] };
  again.times++;
  again.fromMs = Math.min(again.fromMs, atMs);
  again.toMs = Math.max(again.toMs, atMs);
  if (!again.endpointIds.includes(endpointId) && again.endpointIds.length < LIMITS.enteredEndpoints) {
    again.endpointIds.push(endpointId);
  }
  entered.again = again;
  entered.times++;
  entered.lastAtMs = Math.max(entered.lastAtMs, atMs);
  if (byBurst) entered.burstAtMs = Math.max(entered.burstAtMs, atMs);
  track.lastAtMs = Math.max(track.lastAtMs, atMs);
  putLast(track, entered);
  scope.again.set(entered, track);
}
