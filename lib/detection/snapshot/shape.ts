import type { Episode } from '../tracks/track';
import type { PackedRates } from './pack-rates';

/** Raise it whenever the shape below changes: a snapshot of a version that is not read lets the fold begin anew. */
export const SNAPSHOT_VERSION = 3;
/** In version 1 of an account that was entered only the name was kept; before version 3 no rates were counted. */
export const READABLE_VERSIONS: readonly unknown[] = [1, 2, SNAPSHOT_VERSION];

export type PackedFailure = [atMs: number, caller: number, account: number, endpointId: number, clientId: number];
export type PackedEpisode = [
  id: string,
  detector: number,
  severity: Episode['severity'],
  numbers: [firedAtMs: number, fromMs: number, toMs: number, failures: number, entered: number, baseline: number],
];
export type PackedEntered = [
  account: number,
  numbers: [sinceMs: number, burstAtMs: number, lastAtMs: number, times: number],
  again: [firedAtMs: number, fromMs: number, toMs: number, times: number, endpointIds: number[]] | null,
];
export type PackedCaller = [
  environmentId: number,
  caller: number,
  lastAtMs: number,
  failures: number[],
  goods: [number, number][],
  episodes: PackedEpisode[],
  entered: (number | PackedEntered)[],
];
export type PackedAccount = [
  environmentId: number,
  account: number,
  lastAtMs: number,
  failures: number[],
  episodes: PackedEpisode[],
];

export interface Snapshot {
  v: number;
  /** Callers and accounts; the rest of the snapshot holds indexes into it, -1 = none. */
  names: string[];
  failures: PackedFailure[];
  live: { callers: PackedCaller[]; accounts: PackedAccount[] };
  history: { callers: PackedCaller[]; accounts: PackedAccount[] };
  trust: [number, number][];
  clients: [number, number][];
  usual: [environmentId: number, count: number, atMs: number][];
  rates?: PackedRates;
}
