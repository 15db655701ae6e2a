import { DETECTORS } from '../catalogue';
import type { DetectorState, Half } from '../state';
import type { Failure } from '../tracks/failure';
import type { Episode } from '../tracks/track';
import { packRates } from './pack-rates';
import { SNAPSHOT_VERSION, type PackedEntered, type PackedEpisode, type PackedFailure, type Snapshot } from './shape';

/** Numbers things in the order in which they are first seen. */
class Table<T> {
  private readonly numbers = new Map<T, number>();

  indexOf(item: T): number {
    const known = this.numbers.get(item);
    if (known !== undefined) return known;
    this.numbers.set(item, this.numbers.size);
    return this.numbers.size - 1;
  }

  items(): T[] {
    return [...this.numbers.keys()];
  }
}

const packEpisode = (one: Episode): PackedEpisode => [
  one.id,
  DETECTORS.indexOf(one.detector),
  one.severity,
  [one.firedAtMs, one.fromMs, one.toMs, one.failures, one.entered, one.baselinePerMinute],
];

/** Writes a state as text; `decodeState` of it folds on exactly as the state itself would. */
export function encodeState(state: DetectorState): string {
  const names = new Table<string>();
  const failures = new Table<Failure>();
  const nameOf = (name: string | null): number => (name === null ? -1 : names.indexOf(name));
  const pack = (half: Half): Snapshot['live'] => ({
    callers: [...half.callers.values()].map((track) => [
      track.environmentId,
      nameOf(track.caller),
      track.lastAtMs,
      track.failures.map((failure) => failures.indexOf(failure)),
      track.goods.map((good) => [nameOf(good.account), good.atMs]),
      track.episodes.map(packEpisode),
      [...(track.entered?.values() ?? [])].map((one): PackedEntered => [
        nameOf(one.account),
        [one.sinceMs, one.burstAtMs, one.lastAtMs, one.times],
        one.again && [one.again.firedAtMs, one.again.fromMs, one.again.toMs, one.again.times, one.again.endpointIds],
      ]),
    ]),
    accounts: [...half.accounts.values()].map((track) => [
      track.environmentId,
      nameOf(track.account),
      track.lastAtMs,
      track.failures.map((failure) => failures.indexOf(failure)),
      track.episodes.map(packEpisode),
    ]),
  });
  const live = pack(state.live);
  const history = pack(state.history);
  const packedFailures = failures
    .items()
    .map((one): PackedFailure => [one.atMs, nameOf(one.caller), nameOf(one.account), one.endpointId, one.clientId]);
  const snapshot: Snapshot = {
    v: SNAPSHOT_VERSION,
    names: names.items(),
    failures: packedFailures,
    live,
    history,
    trust: [...state.trust],
    clients: [...state.clients],
    usual: [...state.usual].map(([environmentId, { count, atMs }]) => [environmentId, count, atMs]),
    rates: packRates(state.rates),
  };
  return JSON.stringify(snapshot);
}
