import type { CallCondition, Segment, Sql, TierKeeps } from '../../storage';
import { matching, naming } from '../../storage';
import type { Range } from '../range/params';
import { consumerSegments, endpointSegments } from '../range/segments';
import type { ResolvedFilter } from '../search/resolve-filter';
import { statusChoice, type StatusChoice } from './status-classes';

/** How rollups tell a filter exactly: sums of endpoints, of consumers, or of all together. */
export interface RollupCover {
  segments: Segment[];
  status: StatusChoice;
  endpointIds: number[] | null;
  consumerIds: number[] | null;
}

interface Asked extends Range {
  now: Date;
  keeps: TierKeeps;
  stepSeconds: number;
}

/** Parts of minutes at the ends, and of an hour where minutes are not kept any more: more calls are not read beside rollups. */
const RAW_EDGES_MS = 3_600_000 + 120_000;

const isStatus = ({ test }: CallCondition): boolean => test.of === 'spans' && test.column === 'status';
const idsOf = (column: 'endpoint_id' | 'consumer_id', { test }: CallCondition): readonly number[] | null =>
  test.of === 'ids' && test.column === column ? test.ids : null;

const rawMs = (segments: readonly Segment[]): number =>
  segments.reduce((sum, { source, from, to }) => sum + (source === 'raw' ? to.getTime() - from.getTime() : 0), 0);

/** Endpoints that pass all conditions on them, each by the id that it counts as. */
async function endpointsPassing(sql: Sql, projectId: number, conditions: readonly CallCondition[]): Promise<number[]> {
  const all = await matching.listEndpointIds(sql, projectId);
  const { rootOf } = await naming.readFamilies(sql, projectId);
  return all.filter(
    (id) =>
      rootOf(id) === id &&
      conditions.every((condition) => (idsOf('endpoint_id', condition) ?? []).includes(id) !== condition.negated),
  );
}

/** Null when rollups do not tell these calls exactly. */
export async function rollupCover(sql: Sql, { filter }: ResolvedFilter, asked: Asked): Promise<RollupCover | null> {
  const status = statusChoice(filter.conditions.filter(isStatus));
  const others = filter.conditions.filter((condition) => !isStatus(condition));
  const ofEndpoints = others.filter((condition) => idsOf('endpoint_id', condition) !== null);
  const ofConsumers = others.filter((condition) => idsOf('consumer_id', condition) !== null);
  if (!status || ofEndpoints.length + ofConsumers.length < others.length) return null;
  if (ofConsumers.length === 0) {
    const segments = endpointSegments(asked, asked);
    if (rawMs(segments) > RAW_EDGES_MS) return null;
    const endpointIds = ofEndpoints.length === 0 ? null : await endpointsPassing(sql, filter.projectId, ofEndpoints);
    return { segments, status, endpointIds, consumerIds: null };
  }
  const [only, ...more] = ofConsumers;
  const consumerIds = (only && idsOf('consumer_id', only)) ?? [];
  // Consumers have no sums of their own for 2xx and 3xx, and none for calls of nobody.
  const apart = typeof status !== 'string' && status.has('s2xx') !== status.has('s3xx');
  if (ofEndpoints.length + more.length > 0 || only?.negated || consumerIds.includes(0) || apart) return null;
  const segments = consumerSegments(asked, asked);
  return rawMs(segments) > RAW_EDGES_MS ? null : { segments, status, endpointIds: null, consumerIds: [...consumerIds] };
}
