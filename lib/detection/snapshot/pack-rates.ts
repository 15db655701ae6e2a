import { COUNTER_SIZE, emptyRates, nameOf, type RateCounter, type RateEpisode, type RateState } from '../rates/counter';

const KINDS = ['caller', 'consumer', 'account'] as const;

type PackedRateEpisode = [
  id: string,
  severity: RateEpisode['severity'],
  numbers: [firedAt: number, from: number, to: number, calls: number, peak: number, risesFrom: number],
];
type PackedHour = [hour: number, peak: number, calls: number, secondsOver: number, shown: number];
export type PackedCounter = [
  numbers: [policyId: number, version: number, environmentId: number, kind: number, historical: number],
  key: string,
  touchedMs: number,
  /** The first cell, then the distances. */
  at: number[],
  calls: number[],
  head: number,
  episode: PackedRateEpisode | null,
  hours: PackedHour[],
  names: [endpoints: readonly number[], partners: readonly string[]] | null,
];

export interface PackedRates {
  counters: PackedCounter[];
  groups: [name: string, shown: number, floor: number, full: number][];
}

function packEpisode({ id, severity, firedAt, from, to, calls, peak, risesFrom }: RateEpisode): PackedRateEpisode {
  return [id, severity, [firedAt, from, to, calls, peak, risesFrom]];
}

function packCounter(counter: RateCounter): PackedCounter {
  const { policyId, version, environmentId, kind, historical, cells, episode, endpoints, partners } = counter;
  return [
    [policyId, version, environmentId, KINDS.indexOf(kind), historical ? 1 : 0],
    counter.key,
    counter.touchedMs,
    cells.at.map((at, index) => at - (cells.at[index - 1] ?? 0)),
    cells.calls,
    cells.head,
    episode && packEpisode(episode),
    counter.hours.map(({ hour, peak, calls, secondsOver, shown }) => [hour, peak, calls, secondsOver, shown ? 1 : 0]),
    endpoints.length + partners.length === 0 ? null : [endpoints, partners],
  ];
}

export function packRates({ counters, groups }: RateState): PackedRates {
  return {
    counters: [...counters.values()].map(packCounter),
    groups: [...groups].map(([name, { shown, floor, full }]) => [name, shown, floor, full ? 1 : 0]),
  };
}

function unpackEpisode([id, severity, numbers]: PackedRateEpisode): RateEpisode {
  const [firedAt, from, to, calls, peak, risesFrom] = numbers;
  return { id, severity, firedAt, from, to, calls, peak, risesFrom };
}

function unpackCounter(packed: PackedCounter): RateCounter {
  const [numbers, key, touchedMs, distances, calls, head, episode, hours, names] = packed;
  const [policyId, version, environmentId, kind, historical] = numbers;
  let latest = 0;
  const at = distances.map((distance) => (latest += distance));
  const sum = calls.slice(head).reduce((total, count) => total + count, 0);
  const [endpoints, partners] = names ?? [[], []];
  return {
    policyId,
    version,
    environmentId,
    kind: KINDS[kind] ?? 'caller',
    key,
    historical: historical === 1,
    cells: { at, calls, head, sum },
    episode: episode && unpackEpisode(episode),
    hours: hours.map(([hour, peak, count, secondsOver, shown]) => {
      return { hour, peak, calls: count, secondsOver, shown: shown === 1, changed: false };
    }),
    touchedMs,
    endpoints,
    partners,
  };
}

export function unpackRates({ counters, groups }: PackedRates): RateState {
  const state = emptyRates();
  for (const packed of counters) {
    const counter = unpackCounter(packed);
    state.counters.set(nameOf(counter), counter);
    state.size += COUNTER_SIZE + counter.cells.at.length;
  }
  for (const [name, shown, floor, full] of groups) state.groups.set(name, { shown, floor, full: full === 1 });
  return state;
}
