import type { Failure } from '../tracks/failure';
import type { Scope, Track } from './scope';

/** Keeps a failure that the track dropped, until the fold ends: no more of them than the fold has signals. */
export function keepDropped(scope: Scope, track: Track, failure: Failure): void {
  const known = scope.dropped.get(track);
  if (known) known.failures.push(failure);
  else scope.dropped.set(track, { failures: [failure] });
}

/** A good login forgave all failures of `name` so far: of the account on a caller's track, of the caller on an account's. */
export function forgiveDropped(scope: Scope, track: Track, name: string | null): void {
  const known = scope.dropped.get(track);
  if (!known) return;
  known.forgiven ??= new Map();
  known.forgiven.set(name, known.failures.length);
}

/** The failures to tell of the track, without those that were forgiven. */
export function failuresToTell(scope: Scope, track: Track, nameOf: (failure: Failure) => string | null): Failure[] {
  const dropped = scope.dropped.get(track);
  if (!dropped) return track.failures;
  const { failures, forgiven } = dropped;
  const told = forgiven ? failures.filter((one, index) => index >= (forgiven.get(nameOf(one)) ?? 0)) : failures;
  return [...told, ...track.failures];
}
