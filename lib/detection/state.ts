import { emptyRates, type RateState } from './rates/counter';
import type { AccountTrack, CallerTrack } from './tracks/track';
import type { Trust } from './tracks/trust';

/** Live calls and backfill are folded apart: history must not mix with windows of now. */
export interface Half {
  callers: Map<string, CallerTrack>;
  accounts: Map<string, AccountTrack>;
}

/** Decayed count of failures outside attacks. */
export interface Usual {
  count: number;
  atMs: number;
}

/** All that the detectors remember of one project. */
export interface DetectorState {
  live: Half;
  history: Half;
  trust: Trust;
  /** Good logins by user agent id, counted as far as it matters. */
  clients: Map<number, number>;
  /** Usual failures by environment. */
  usual: Map<number, Usual>;
  rates: RateState;
}

export function emptyState(): DetectorState {
  const half = (): Half => ({ callers: new Map(), accounts: new Map() });
  const [trust, clients, usual] = [new Map(), new Map(), new Map()];
  return { live: half(), history: half(), trust, clients, usual, rates: emptyRates() };
}
