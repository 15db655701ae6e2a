import type { PendingTotals } from '../../rollups';
import { countConsumersByStep, naming, readConsumerPresence, readEndpointConsumers } from '../../storage';
import type { Sql } from '../../storage';
import { bucketOf, environmentsOf } from '../cells/pending-filter';
import type { Range } from '../range/params';

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;
const MINUTES_PER_DAY = 1440;
const HALF = 30;

export interface DistinctQuery extends Range {
  projectId: number;
  environmentIds: readonly number[];
  stepSeconds: number;
  /** With an endpoint the step must be whole days. */
  endpointId: number | null;
}

interface FamilyQuery extends DistinctQuery {
  /** All that count as the endpoint. */
  endpointIds: readonly number[] | null;
}

/** Sets of consumers by bucket. */
class Sets {
  readonly byBucket = new Map<number, Set<number>>();

  constructor(private readonly stepSeconds: number) {}

  add(atSeconds: number, consumerId: number): void {
    const bucket = Math.floor(atSeconds / this.stepSeconds) * this.stepSeconds;
    const set = this.byBucket.get(bucket) ?? new Set<number>();
    this.byBucket.set(bucket, set.add(consumerId));
  }
}

/** Minutes of an hour as the mask's halves tell them. */
function minutesIn(low: number, high: number): number[] {
  const minutes: number[] = [];
  for (let bit = 0; bit < HALF; bit++) {
    if ((low >> bit) & 1) minutes.push(bit);
    if ((high >> bit) & 1) minutes.push(bit + HALF);
  }
  return minutes;
}

async function addStored(sql: Sql, sets: Sets, query: FamilyQuery): Promise<void> {
  const scope = { ...query, segment: { source: 'hour' as const, from: query.from, to: query.to } };
  const { endpointIds } = query;
  if (endpointIds !== null) {
    for (const pair of await readEndpointConsumers(sql, { ...scope, endpointIds })) sets.add(pair.day, pair.consumerId);
    return;
  }
  // The first hour may begin before the range: its minutes decide.
  const from = new Date(Math.floor(query.from.getTime() / 3_600_000) * 3_600_000);
  for (const row of await readConsumerPresence(sql, { ...scope, segment: { ...scope.segment, from } })) {
    for (const minute of minutesIn(row.low, row.high)) sets.add(row.hour + minute * 60, row.consumerId);
  }
}

function addPending(sets: Sets, query: FamilyQuery, pending: readonly PendingTotals[]): void {
  for (const { consumers, endpointConsumers } of environmentsOf(pending, query.environmentIds)) {
    if (query.endpointIds === null) {
      for (let row = 0; row < consumers.size; row++)
        sets.add(bucketOf(consumers.key(row, 0), 60), consumers.key(row, 1));
      continue;
    }
    for (let row = 0; row < endpointConsumers.size; row++) {
      if (!query.endpointIds.includes(endpointConsumers.key(row, 1))) continue;
      sets.add(bucketOf(endpointConsumers.key(row, 0) * MINUTES_PER_DAY, 60), endpointConsumers.key(row, 2));
    }
  }
}

/** Which consumers called in each bucket (seconds since the epoch); buckets outside the range may be there, too. */
export async function consumerSets(
  sql: Sql,
  query: DistinctQuery,
  pending: readonly PendingTotals[],
): Promise<Map<number, Set<number>>> {
  const sets = new Sets(query.stepSeconds);
  const { endpointId } = query;
  const families = endpointId === null ? null : await naming.readFamilies(sql, query.projectId);
  const family = { ...query, endpointIds: families && endpointId !== null ? families.membersOf(endpointId) : null };
  await addStored(sql, sets, family);
  addPending(sets, family, pending);
  return sets.byBucket;
}

/** Of steps of whole hours or days: the database counts, since there may be a row for each consumer and hour. */
function wholeUnits(sql: Sql, query: DistinctQuery, pending: readonly PendingTotals[]): Promise<Map<number, number>> {
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
  return countConsumersByStep(sql, { ...query, segment }, { buckets, consumerIds });
}

/** How many distinct consumers called in each bucket; see consumerSets. */
export async function distinctConsumers(
  sql: Sql,
  query: DistinctQuery,
  pending: readonly PendingTotals[],
): Promise<Map<number, number>> {
  if (query.endpointId === null && query.stepSeconds % HOUR_SECONDS === 0) return wholeUnits(sql, query, pending);
  const sets = await consumerSets(sql, query, pending);
  return new Map([...sets].map(([bucket, set]) => [bucket, set.size]));
}
