import { unpackMinuteLatency } from '../../stats';
import { readEndpointMinutes } from '../../storage';
import type { OneEndpoint, Sql } from '../../storage';
import { MarkedMemory, memoriesOf } from './marked-memory';
import { marksOf, stretchesOf } from './unit-marks';

const HOUR_MS = 3_600_000;
const HOUR_SECONDS = 3_600;
/** Of some 20 KB each: a day and the day before of a dozen projects, or of as many endpoints. */
const MOST_HOURS = 600;

/** One minute of an endpoint, or of all. */
export interface Minute {
  /** Seconds since the epoch. */
  at: number;
  sums: Float64Array;
  /** See unpackMinuteLatency. */
  latency: Int32Array;
}

const memoryOf = memoriesOf<Minute[]>(() => new MarkedMemory(MOST_HOURS, () => 1));

async function readHours(sql: Sql, query: OneEndpoint, hours: readonly number[]): Promise<Map<number, Minute[]>> {
  const found = new Map<number, Minute[]>(hours.map((hour) => [hour, []]));
  for (const { from, to } of stretchesOf(hours, HOUR_SECONDS)) {
    const stretch = { ...query, from: new Date(from * 1000), to: new Date(to * 1000) };
    for (const { at, sums, latency } of await readEndpointMinutes(sql, stretch)) {
      const minute = { at, sums: Float64Array.from(sums), latency: unpackMinuteLatency(latency) };
      found.get(Math.floor(at / HOUR_SECONDS) * HOUR_SECONDS)?.push(minute);
    }
  }
  return found;
}

/**
 * The minutes of whole hours of one endpoint, or of all together. Minutes of an hour are remembered by the mark of the hour's own
 * row in the same snapshot, and of how often the project was repaired: what is told is what is stored, and only hours that
 * changed are read again.
 */
export async function rememberedMinutes(sql: Sql, memory: object, query: OneEndpoint): Promise<Minute[]> {
  const { projectId, environmentIds, endpointId, from, to } = query;
  const hours = memoryOf(memory);
  const keyOf = (hour: number): string => `${projectId} ${environmentIds.join(',')} ${endpointId} ${hour}`;
  const span = { from: from.getTime() / 1000, to: to.getTime() / 1000 };
  const marks = await marksOf(sql, { projectId, environmentIds, endpointId, tier: 'hour', ...span });
  const minutes: Minute[] = [];
  const missing: number[] = [];
  for (let ms = from.getTime(); ms < to.getTime(); ms += HOUR_MS) {
    const hour = ms / 1000;
    const known = hours.find(keyOf(hour), marks.get(hour)?.mark);
    if (known) minutes.push(...known);
    else missing.push(hour);
  }
  for (const [hour, read] of await readHours(sql, query, missing)) {
    const mark = marks.get(hour)?.mark;
    if (mark !== undefined) hours.keep(keyOf(hour), { mark, value: read });
    minutes.push(...read);
  }
  return minutes;
}
