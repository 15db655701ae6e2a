import type { Severity } from '../../shared';
import { emptyCells, type Cells } from './cells';

/** What the fold must know of a rate policy; a project's by their number. */
export interface RatePolicy {
  id: number;
  version: number;
  name: string;
  /** Null: all calls of the project together. */
  endpointId: number | null;
  callLimit: number;
  windowSeconds: number;
  key: 'caller' | 'consumer' | 'account';
  /** Those that are not count all the same, and find nothing: so a replay counts alike. */
  enabled: boolean;
}
export type RatePolicies = ReadonlyMap<number, RatePolicy>;

/** The number under which answers 429 are counted, policy or not. */
export const REFUSALS = 0;

/** A finding that goes on, in cells. */
export interface RateEpisode {
  id: string;
  severity: Severity;
  /** Last cell of the window that decided. */
  firedAt: number;
  from: number;
  to: number;
  /** From the first cell to the last. */
  calls: number;
  /** Most calls of a window. */
  peak: number;
  /** Before this cell it is not looked again whether the severity rises. */
  risesFrom: number;
}

/** An hour of a counter. */
export interface RateHour {
  /** Hours since the epoch. */
  hour: number;
  peak: number;
  calls: number;
  secondsOver: number;
  /** Among the keys worth showing. */
  shown: boolean;
  /** Not told since it changed; never when a fold is over. */
  changed: boolean;
}

/** The calls of one key under one policy, or the answers 429 to one caller or consumer. Backfill is counted apart. */
export interface RateCounter {
  policyId: number;
  version: number;
  environmentId: number;
  kind: RatePolicy['key'];
  key: string;
  historical: boolean;
  cells: Cells;
  episode: RateEpisode | null;
  /** The latest, at most three. */
  hours: RateHour[];
  /** When it was last added to. */
  touchedMs: number;
  /** Of answers 429: the latest endpoints, and consumers of the caller or callers of the consumer. */
  endpoints: readonly number[];
  partners: readonly string[];
}

export interface RateHourGroup {
  /** Keys shown. */
  shown: number;
  /** A peak above it is worth showing. */
  floor: number;
  /** As many are shown as there is room for: no other reason counts, but to be over the limit. */
  full: boolean;
}

/** All that is counted for the policies of one project. */
export interface RateState {
  counters: Map<string, RateCounter>;
  /** By policy, environment and hour. */
  groups: Map<string, RateHourGroup>;
  /** Cells in all, each counter taken for some more. */
  size: number;
  /** Counters let go for want of room, since the state was made or loaded. */
  shed: number;
}

export const emptyRates = (): RateState => ({ counters: new Map(), groups: new Map(), size: 0, shed: 0 });

/** What a counter takes beside its cells, in cells. */
export const COUNTER_SIZE = 8;

export type CounterName = Pick<RateCounter, 'policyId' | 'version' | 'environmentId' | 'kind' | 'key' | 'historical'>;

export function nameOf({ policyId, environmentId, kind, key, historical }: Omit<CounterName, 'version'>): string {
  return `${policyId} ${environmentId} ${historical ? 'h' : 'l'} ${kind} ${key}`;
}

/** Shared by the many that have none. */
const NONE: readonly never[] = [];

/** The counter of a key, made when there is none. */
export function counterOf(state: RateState, name: CounterName, nowMs: number): RateCounter {
  const text = nameOf(name);
  const known = state.counters.get(text);
  if (known) return known;
  const { policyId, version, environmentId, kind, key, historical } = name;
  const made: RateCounter = {
    policyId,
    version,
    environmentId,
    kind,
    key,
    historical,
    cells: emptyCells(),
    episode: null,
    hours: [],
    touchedMs: nowMs,
    endpoints: NONE,
    partners: NONE,
  };
  state.counters.set(text, made);
  state.size += COUNTER_SIZE;
  return made;
}

export function dropCounter(state: RateState, text: string, counter: RateCounter): void {
  if (state.counters.delete(text)) state.size -= COUNTER_SIZE + counter.cells.at.length;
}
