import { DETECTORS } from '../catalogue';
import { emptyState, type DetectorState, type Half } from '../state';
import type { Failure } from '../tracks/failure';
import type { AccountTrack, CallerTrack, Entered, Episode } from '../tracks/track';
import { unpackRates } from './pack-rates';
import { READABLE_VERSIONS, type PackedEntered, type PackedEpisode, type Snapshot } from './shape';

function unpackEpisode([id, detector, severity, numbers]: PackedEpisode): Episode {
  const [firedAtMs, fromMs, toMs, failures, entered, baselinePerMinute] = numbers;
  const name = DETECTORS[detector] ?? DETECTORS[0];
  return { id, detector: name, severity, firedAtMs, fromMs, toMs, failures, entered, baselinePerMinute };
}

function unpackEntered(packed: number | PackedEntered, nameAt: (index: number) => string, lastAtMs: number): Entered {
  if (typeof packed === 'number') {
    return { account: nameAt(packed), sinceMs: lastAtMs, burstAtMs: lastAtMs, lastAtMs, times: 1, again: null };
  }
  const [account, [sinceMs, burstAtMs, latestAtMs, times], again] = packed;
  const entered: Entered = { account: nameAt(account), sinceMs, burstAtMs, lastAtMs: latestAtMs, times, again: null };
  if (!again) return entered;
  const [firedAtMs, fromMs, toMs, count, endpointIds] = again;
  return { ...entered, again: { firedAtMs, fromMs, toMs, times: count, endpointIds } };
}

function unpackEntries(
  packed: (number | PackedEntered)[],
  nameAt: (index: number) => string,
  lastAtMs: number,
): Map<string, Entered> | null {
  if (packed.length === 0) return null;
  const all = packed.map((one) => unpackEntered(one, nameAt, lastAtMs));
  return new Map(all.map((one) => [one.account, one]));
}

function isSnapshot(value: unknown): value is Snapshot {
  return typeof value === 'object' && value !== null && 'v' in value && READABLE_VERSIONS.includes(value.v);
}

/** Reads what `encodeState` wrote, versions 1 and 2 included; an empty state for a snapshot of any other version. */
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
        entered: unpackEntries(entered, nameAt, lastAtMs),
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
  if (value.rates) state.rates = unpackRates(value.rates);
  return state;
}
