import type { PendingTotals } from '../../rollups';
import { countConsumersByStep, naming, readEndpointConsumers } from '../../storage';
import type { ConsumerDay, PresenceRow, Sql } from '../../storage';
import { bucketOf, environmentsOf } from '../cells/pending-filter';
import { presenceByHour } from './consumer-presence';
import type { HourPresence, PresenceQuery } from './consumer-presence';

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;
const DAY_MS = 86_400_000;
const MINUTES_PER_DAY = 1440;
const HALF = 30;
/** Days of all consumers of an endpoint that are held at a time. */
const DAYS_AT_ONCE = 8;

export interface DistinctQuery extends PresenceQuery {
  stepSeconds: number;
  /** With an endpoint the step must be whole days. */
  endpointId: number | null;
}

type Counts = Map<number, number>;

/** Counts each consumer once in a bucket. Those of one consumer must come in their order: then its last one tells whether it is new. */
class Counter {
  readonly byBucket: Counts = new Map();
  private readonly lastOf = new Map<number, number>();

  add(bucket: number, consumerId: number): void {
    if (this.lastOf.get(consumerId) === bucket) return;
    this.lastOf.set(consumerId, bucket);
    this.byBucket.set(bucket, (this.byBucket.get(bucket) ?? 0) + 1);
  }
}

interface Part {
  bucket: number;
  low: number;
  high: number;
}

/** The buckets that an hour is part of, each with a mask of the minutes that are its. */
function partsOf(hour: number, stepSeconds: number): Part[] {
  const parts: Part[] = [];
  for (let minute = 0; minute < 2 * HALF; minute++) {
    const bucket = bucketOf(hour / 60 + minute, stepSeconds);
    let part = parts.at(-1);
    if (part?.bucket !== bucket) parts.push((part = { bucket, low: 0, high: 0 }));
    if (minute < HALF) part.low |= 1 << minute;
    else part.high |= 1 << (minute - HALF);
  }
  return parts;
}

const isIn = (row: PresenceRow, { low, high }: Part): boolean => ((row.low & low) | (row.high & high)) !== 0;

/** Counts in the parts that no other hour has a share of, by the masks alone: a set of each minute would hold each consumer 60 times. */
function countWithin(counts: Counts, parts: readonly Part[], rows: HourPresence['rows']): void {
  for (const part of parts) {
    let consumers = 0;
    for (const row of rows) consumers += isIn(row, part) ? 1 : 0;
    if (consumers > 0) counts.set(part.bucket, consumers);
  }
}

/** Counts in parts of buckets that other hours have a share of. */
function countAcross(counter: Counter, parts: readonly Part[], rows: HourPresence['rows']): void {
  for (const part of parts) for (const row of rows) if (isIn(row, part)) counter.add(part.bucket, row.consumerId);
}

async function countMinutes(sql: Sql, query: DistinctQuery, pending: readonly PendingTotals[]): Promise<Counts> {
  const { stepSeconds } = query;
  const counter = new Counter();
  for await (const { hour, rows } of presenceByHour(sql, query, pending)) {
    const parts = partsOf(hour, stepSeconds);
    const isWhole = ({ bucket }: Part): boolean => bucket >= hour && bucket + stepSeconds <= hour + HOUR_SECONDS;
    countWithin(counter.byBucket, parts.filter(isWhole), rows);
    countAcross(
      counter,
      parts.filter((part) => !isWhole(part)),
      rows,
    );
  }
  return counter.byBucket;
}

/** Days of consumers that no rollup holds yet, of these endpoints. */
function waitingDays(pending: readonly PendingTotals[], { environmentIds, endpointIds }: FamilyQuery): ConsumerDay[] {
  const days: ConsumerDay[] = [];
  for (const { endpointConsumers } of environmentsOf(pending, environmentIds)) {
    for (let row = 0; row < endpointConsumers.size; row++) {
      if (!endpointIds.includes(endpointConsumers.key(row, 1))) continue;
      const day = bucketOf(endpointConsumers.key(row, 0) * MINUTES_PER_DAY, DAY_SECONDS);
      days.push({ day, consumerId: endpointConsumers.key(row, 2) });
    }
  }
  return days;
}

interface FamilyQuery extends DistinctQuery {
  /** All that count as the endpoint. */
  endpointIds: readonly number[];
}

async function countDays(sql: Sql, query: FamilyQuery, pending: readonly PendingTotals[]): Promise<Counts> {
  const { time, stepSeconds, endpointIds } = query;
  const waiting = waitingDays(pending, query);
  const counter = new Counter();
  const endMs = query.to.getTime();
  for (let fromMs = query.from.getTime(); fromMs < endMs; fromMs += DAYS_AT_ONCE * DAY_MS) {
    await time.spend();
    const toMs = Math.min(fromMs + DAYS_AT_ONCE * DAY_MS, endMs);
    const segment = { source: 'day' as const, from: new Date(fromMs), to: new Date(toMs) };
    const stored = await readEndpointConsumers(time.within(sql), { ...query, segment, endpointIds });
    const added = waiting.filter(({ day }) => day * 1000 >= fromMs && day * 1000 < toMs);
    for (const { day, consumerId } of [...stored, ...added].toSorted((a, b) => a.day - b.day))
      counter.add(bucketOf(day / 60, stepSeconds), consumerId);
  }
  return counter.byBucket;
}

/** Of steps of whole hours or days: the database counts, since there may be a row for each consumer and hour. */
function wholeUnits(sql: Sql, query: DistinctQuery, pending: readonly PendingTotals[]): Promise<Counts> {
  const source = query.stepSeconds % DAY_SECONDS === 0 ? ('day' as const) : ('hour' as const);
  const buckets: number[] = [];
  const consumerIds: number[] = [];
  for (const { consumers } of environmentsOf(pending, query.environmentIds)) {
    for (let row = 0; row < consumers.size; row++) {
      buckets.push(bucketOf(consumers.key(row, 0), query.stepSeconds));
      consumerIds.push(consumers.key(row, 1));
    }
  }
  const segment = { source, from: query.from, to: query.to };
  return countConsumersByStep(query.time.within(sql), { ...query, segment }, { buckets, consumerIds });
}

/**
 * How many distinct consumers called in each bucket (seconds since the epoch); buckets outside the range may be there, too. Throws
 * `timeout` when there are more than can be read in time.
 */
export async function distinctConsumers(
  sql: Sql,
  query: DistinctQuery,
  pending: readonly PendingTotals[],
): Promise<Counts> {
  const { endpointId } = query;
  if (endpointId === null) {
    const inSql = query.stepSeconds % HOUR_SECONDS === 0;
    return inSql ? wholeUnits(sql, query, pending) : countMinutes(sql, query, pending);
  }
  const families = await naming.readFamilies(sql, query.projectId);
  return countDays(sql, { ...query, endpointIds: families.membersOf(endpointId) }, pending);
}
