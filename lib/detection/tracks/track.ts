import type { Severity } from '../../shared';
import { LIMITS, type DetectorId } from '../catalogue';
import type { Failure } from './failure';
import { nthSmallest } from './nth-smallest';

/** A finding that goes on. */
export interface Episode {
  id: string;
  detector: DetectorId;
  severity: Severity;
  firedAtMs: number;
  fromMs: number;
  toMs: number;
  failures: number;
  /** Accounts entered by the attacker. */
  entered: number;
  /** Usual failures a minute in the environment when it fired. */
  baselinePerMinute: number;
}

/** Of a track without a finding, as nearly all are: one list for all of them. */
export const NO_EPISODES: readonly Episode[] = [];

/** A good login through a caller: people behind one address. */
export interface Good {
  account: string;
  atMs: number;
}

/** Further logins on an account that was entered, without a pause longer than the quiet time: a finding that goes on. */
export interface Again {
  /** The first that was folded; names the finding. */
  firedAtMs: number;
  fromMs: number;
  toMs: number;
  times: number;
  endpointIds: number[];
}

/** An account that a caller broke into. */
export interface Entered {
  account: string;
  /** The first login. */
  sinceMs: number;
  /** The latest login that a burst led to. */
  burstAtMs: number;
  /** The latest login. */
  lastAtMs: number;
  /** Logins in all. */
  times: number;
  /** Those after the first, as far as they hang together; null before the second login. */
  again: Again | null;
}

/** As warm as an attacker with a running finding two hours later. */
const ENTERED_WARMTH = 6;

/** What is remembered of one caller of one environment. */
export interface CallerTrack {
  environmentId: number;
  caller: string;
  failures: Failure[];
  goods: Good[];
  episodes: readonly Episode[];
  /** Accounts it entered, by name, the one without a login for longest first; null as long as there is none. */
  entered: Map<string, Entered> | null;
  /** Latest failure or entry. */
  lastAtMs: number;
}

/** What is remembered of one account of one environment. */
export interface AccountTrack {
  environmentId: number;
  account: string;
  failures: Failure[];
  episodes: readonly Episode[];
  lastAtMs: number;
}

/** Did a burst lead the caller into an account less than a day before? */
export function hasEntered(track: CallerTrack | AccountTrack, nowMs: number): boolean {
  if (!('entered' in track) || track.entered === null) return false;
  for (const { burstAtMs } of track.entered.values()) if (nowMs - burstAtMs <= LIMITS.enteredMs) return true;
  return false;
}

/** Logarithm of how much of a track would be lost: running findings first, then failures, decayed; entries do not decay. */
function warmth(track: CallerTrack | AccountTrack, nowMs: number, halfLifeMs: number): number {
  const halvings = Math.max(0, nowMs - track.lastAtMs) / halfLifeMs;
  const decayed = Math.log2(track.failures.length + 1_000 * track.episodes.length) - halvings;
  return hasEntered(track, nowMs) ? Math.max(ENTERED_WARMTH, decayed) : decayed;
}

/**
 * Drops the coldest tracks, down to nine tenths of `limit`, so that it is rare; of equally cold ones the first by key.
 */
export function evictColdest<T extends CallerTrack | AccountTrack>(
  tracks: Map<string, T>,
  limit: number,
  at: { nowMs: number; halfLifeMs: number },
): void {
  if (tracks.size <= limit) return;
  const surplus = tracks.size - Math.floor(limit * 0.9);
  const warmths = new Float64Array(tracks.size);
  let place = 0;
  for (const track of tracks.values()) warmths[place++] = warmth(track, at.nowMs, at.halfLifeMs);
  const coldest = nthSmallest(warmths.slice(), surplus - 1) ?? 0;
  const ties: string[] = [];
  let left = surplus;
  place = 0;
  for (const key of tracks.keys()) {
    const own = warmths[place++] ?? 0;
    if (own === coldest) ties.push(key);
    if (own >= coldest) continue;
    tracks.delete(key);
    left--;
  }
  for (const key of ties.sort().slice(0, left)) tracks.delete(key);
}
