import type { Thresholds } from '../catalogue';
import type { Finding } from '../finding';
import type { DetectorState, Half } from '../state';
import type { Failure } from '../tracks/failure';
import type { AccountTrack, CallerTrack, Entered, Episode } from '../tracks/track';

export type Track = CallerTrack | AccountTrack;

/** Failures that a track, which keeps only the latest few, dropped during this fold: a finding tells of them too. */
export interface Dropped {
  failures: Failure[];
  /** How many of them, from the first on, a good login forgave, by the account (or caller) that they are of. */
  forgiven?: Map<string | null, number>;
}

/** What the steps of one fold share. */
export interface Scope {
  state: DetectorState;
  thresholds: Thresholds;
  nowMs: number;
  /** Episodes that began or grew, with their track; told once at the end of the fold. */
  changed: Map<Episode, Track>;
  /** Accounts that were entered again, with the track of the caller; told once at the end of the fold. */
  again: Map<Entered, CallerTrack>;
  /** What the tracks could not hold. */
  dropped: Map<Track, Dropped>;
  /** Findings that are complete at once. */
  findings: Finding[];
}

export function halfOf(scope: Scope, backfill: boolean): Half {
  return backfill ? scope.state.history : scope.state.live;
}

export function isCallerTrack(track: Track): track is CallerTrack {
  return 'caller' in track;
}
