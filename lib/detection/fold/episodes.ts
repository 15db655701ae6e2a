import { worse, type Severity } from '../../shared';
import type { DetectorId } from '../catalogue';
import { startOfRun } from '../tracks/failure';
import type { Episode } from '../tracks/track';
import { usualPerMinute } from '../tracks/usual';
import { isCallerTrack, type Scope, type Track } from './scope';

/** Lets running episodes grow by a failure; ends those that were quiet for too long. True when one of them grew. */
export function growEpisodes(scope: Scope, track: Track, atMs: number): boolean {
  const { quietMs } = scope.thresholds;
  if (track.episodes.length === 0) return false;
  track.episodes = track.episodes.filter((episode) => Math.abs(atMs - episode.toMs) <= quietMs);
  for (const episode of track.episodes) {
    episode.failures++;
    episode.toMs = Math.max(episode.toMs, atMs);
    episode.fromMs = Math.min(episode.fromMs, atMs);
    scope.changed.set(episode, track);
  }
  return track.episodes.length > 0;
}

export function runningEpisode(track: Track, detector: DetectorId): Episode | undefined {
  return track.episodes.find((episode) => episode.detector === detector);
}

interface Hit {
  detector: DetectorId;
  severity: Severity;
  /** Index of the first failure of the window that decided. */
  first: number;
  atMs: number;
}

/** Begins an episode with all failures that hang together with the window that decided. */
export function beginEpisode(scope: Scope, track: Track, { detector, severity, first, atMs }: Hit): void {
  const { thresholds, state } = scope;
  const start = startOfRun(track.failures, first, thresholds.quietMs);
  const fromMs = track.failures[start]?.atMs ?? atMs;
  const entity = isCallerTrack(track) ? track.caller : track.account;
  const episode: Episode = {
    id: `${detector}/${track.environmentId}/${entity}/${Math.round(fromMs * 1000)}`,
    detector,
    severity,
    firedAtMs: atMs,
    fromMs,
    toMs: track.failures.at(-1)?.atMs ?? atMs,
    failures: track.failures.length - start,
    entered: 0,
    baselinePerMinute: usualPerMinute(state.usual, track.environmentId, {
      atMs,
      halfLifeMs: thresholds.baselineHalfLifeMs,
    }),
  };
  track.episodes = [...track.episodes, episode];
  scope.changed.set(episode, track);
}

/** Raises the severity of a running episode; it never falls. */
export function raiseEpisode(
  scope: Scope,
  track: Track,
  { episode, severity }: { episode: Episode; severity: Severity },
): void {
  episode.severity = worse(severity, episode.severity);
  scope.changed.set(episode, track);
}
