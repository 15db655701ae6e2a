import { DETECTORS, LIMITS } from './catalogue';
import { emptyState, type DetectorState, type Half } from './state';
import type { Failure } from './tracks/failure';
import type { AccountTrack, CallerTrack, Episode } from './tracks/track';

/** Raise it whenever the shape below changes: a snapshot of another version is not read, the fold begins anew. */
export const SNAPSHOT_VERSION = 1;

type PackedFailure = [atMs: number, caller: number, account: number, endpointId: number, clientId: number];
type PackedEpisode = [
  id: string,
  detector: number,
  severity: Episode['severity'],
  numbers: [firedAtMs: number, fromMs: number, toMs: number, failures: number, entered: number, baseline: number],
];
type PackedCaller = [
  environmentId: number,
  caller: number,
  lastAtMs: number,
  failures: number[],
  goods: [number, number][],
  episodes: PackedEpisode[],
  entered: number[],
];
type PackedAccount = [
  environmentId: number,
  account: number,
  lastAtMs: number,
  failures: number[],
  episodes: PackedEpisode[],
];

interface Snapshot {
  v: number;
  /** Callers and accounts; the rest of the snapshot holds indexes into it, -1 = none. */
  names: string[];
  failures: PackedFailure[];
  live: { callers: PackedCaller[]; accounts: PackedAccount[] };
  history: { callers: PackedCaller[]; accounts: PackedAccount[] };
  trust: [number, number][];
  clients: [number, number][];
  usual: [environmentId: number, count: number, atMs: number][];
}

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
      track.entered.map(nameOf),
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
  };
  return JSON.stringify(snapshot);
}

function unpackEpisode([id, detector, severity, numbers]: PackedEpisode): Episode {
  const [firedAtMs, fromMs, toMs, failures, entered, baselinePerMinute] = numbers;
  const name = DETECTORS[detector] ?? DETECTORS[0];
  return { id, detector: name, severity, firedAtMs, fromMs, toMs, failures, entered, baselinePerMinute };
}

function isSnapshot(value: unknown): value is Snapshot {
  return typeof value === 'object' && value !== null && 'v' in value && value.v === SNAPSHOT_VERSION;
}

/** Reads what `encodeState` wrote; an empty state for a snapshot of another version. */
export function decodeState(text: string): DetectorState {
  const value: unknown = JSON.parse(text);
  const state = emptyState();
  if (!isSnapshot(value)) return state;
  const nameAt = (index: number): string => value.names[index] ?? '';
  const nameOrNull = (index: number): string | null => (index < 0 ? null : nameAt(index));
  const failures = value.failures.map(([atMs, caller, account, endpointId, clientId]): Failure => ({
    atMs,
    caller: nameOrNull(caller),
    account: nameOrNull(account),
    endpointId,
    clientId,
  }));
  const failuresAt = (indexes: number[]): Failure[] =>
    indexes.flatMap((index) => {
      const failure = failures[index];
      return failure ? [failure] : [];
    });
  const unpack = (packed: Snapshot['live'], half: Half): void => {
    for (const [environmentId, caller, lastAtMs, own, goods, episodes, entered] of packed.callers) {
      const track: CallerTrack = {
        environmentId,
        caller: nameAt(caller),
        failures: failuresAt(own),
        goods: goods.map(([account, atMs]) => ({ account: nameAt(account), atMs })),
        episodes: episodes.map(unpackEpisode),
        entered: entered.map(nameAt),
        lastAtMs,
      };
      half.callers.set(`${environmentId} ${track.caller}`, track);
    }
    for (const [environmentId, account, lastAtMs, own, episodes] of packed.accounts) {
      const track: AccountTrack = {
        environmentId,
        account: nameAt(account),
        failures: failuresAt(own),
        episodes: episodes.map(unpackEpisode),
        lastAtMs,
      };
      half.accounts.set(`${environmentId} ${track.account}`, track);
    }
  };
  unpack(value.live, state.live);
  unpack(value.history, state.history);
  for (const [key, hour] of value.trust) state.trust.set(key, hour);
  for (const [client, logins] of value.clients) state.clients.set(client, logins);
  for (const [environmentId, count, atMs] of value.usual) state.usual.set(environmentId, { count, atMs });
  return state;
}

/** Forgets the tracks without a failure for hours; call it before a snapshot, so that both go on alike. */
export function pruneState(state: DetectorState, nowMs: number): void {
  const half = state.live;
  for (const tracks of [half.callers, half.accounts]) {
    for (const [key, track] of tracks) if (nowMs - track.lastAtMs > LIMITS.trackMs) tracks.delete(key);
  }
}
