import type { Severity } from '../../shared';
import type { DetectorId } from '../catalogue';
import type { Failure } from './failure';

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

/** A good login through a caller: people behind one address. */
export interface Good {
  account: string;
  atMs: number;
}

/** What is remembered of one caller of one environment. */
export interface CallerTrack {
  environmentId: number;
  caller: string;
  failures: Failure[];
  goods: Good[];
  episodes: Episode[];
  /** Accounts it entered, each told once. */
  entered: string[];
  lastAtMs: number;
}

/** What is remembered of one account of one environment. */
export interface AccountTrack {
  environmentId: number;
  account: string;
  failures: Failure[];
  episodes: Episode[];
  lastAtMs: number;
}

/** How much of a track would be lost: running findings first, then decayed failures. */
export function warmth(track: CallerTrack | AccountTrack, nowMs: number, halfLifeMs: number): number {
  const decay = 2 ** (-Math.max(0, nowMs - track.lastAtMs) / halfLifeMs);
  return (track.failures.length + 1_000 * track.episodes.length) * decay;
}

/** Drops the coldest tracks, down to nine tenths of `limit`, so that the sorting is rare. */
export function evictColdest<T extends CallerTrack | AccountTrack>(
  tracks: Map<string, T>,
  limit: number,
  at: { nowMs: number; halfLifeMs: number },
): void {
  if (tracks.size <= limit) return;
  const order = [...tracks].map(([key, track]) => ({ key, warmth: warmth(track, at.nowMs, at.halfLifeMs) }));
  order.sort((a, b) => a.warmth - b.warmth || (a.key < b.key ? -1 : 1));
  for (const { key } of order.slice(0, tracks.size - Math.floor(limit * 0.9))) tracks.delete(key);
}
