import type { PendingTotals } from '../../rollups';
import type { Sql } from '../../storage';
import { consumerCells } from '../cells/consumer-cells';
import { endpointCells } from '../cells/endpoint-cells';
import { C, E } from '../measures/columns';
import type { ResolvedFilter } from '../search/resolve-filter';
import { addStep, type StepCount } from './count-by-step';
import type { RollupCover } from './rollup-cover';
import type { StatusChoice } from './status-classes';

/** Calls of a cell by class of status; of consumers those without an error are not told apart and stand in the first. */
interface Classes {
  s2xx: number;
  s3xx: number;
  s4xx: number;
  s5xx: number;
  s429: number;
}

const at = (sums: Float64Array, column: number): number => sums[column] ?? 0;

const ofEndpoint = (sums: Float64Array): Classes => ({
  s2xx: at(sums, E.s2xx),
  s3xx: at(sums, E.s3xx),
  s4xx: at(sums, E.s4xx),
  s5xx: at(sums, E.s5xx),
  s429: at(sums, E.s429),
});

const ofConsumer = (sums: Float64Array): Classes => {
  const [s4xx, s5xx] = [at(sums, C.s4xx), at(sums, C.s5xx)];
  return { s2xx: at(sums, C.calls) - s4xx - s5xx, s3xx: 0, s4xx, s5xx, s429: at(sums, C.s429) };
};

function choose(classes: Classes, status: StatusChoice): StepCount {
  if (status === 's429') return { calls: classes.s429, clientErrors: classes.s429, serverErrors: 0 };
  const of = (name: 's2xx' | 's3xx' | 's4xx' | 's5xx'): number => (status.has(name) ? classes[name] : 0);
  const [clientErrors, serverErrors] = [of('s4xx'), of('s5xx')];
  return { calls: of('s2xx') + of('s3xx') + clientErrors + serverErrors, clientErrors, serverErrors };
}

interface Asked extends ResolvedFilter {
  stepSeconds: number;
  cover: RollupCover;
}

/** Counts by step from rollups and what they do not hold yet. */
export async function countRollups(
  sql: Sql,
  { filter, stepSeconds, cover }: Asked,
  pending: readonly PendingTotals[],
): Promise<Map<number, StepCount>> {
  const { projectId, environmentIds } = filter;
  const { segments, status, endpointIds, consumerIds } = cover;
  const query = { projectId, environmentIds, segments, stepSeconds };
  const steps = new Map<number, StepCount>();
  for (const consumerId of consumerIds ?? []) {
    const grid = await consumerCells(sql, { ...query, consumerIds: [consumerId] }, pending);
    for (const [bucket, { sums }] of grid.buckets(consumerId))
      addStep(steps, { bucket, ...choose(ofConsumer(sums), status) });
  }
  if (consumerIds) return steps;
  const endpoints = endpointIds ?? 'total';
  const grid = await endpointCells(sql, { ...query, endpoints, latency: false }, pending);
  for (const id of endpointIds ?? [0]) {
    for (const [bucket, { sums }] of grid.buckets(id)) addStep(steps, { bucket, ...choose(ofEndpoint(sums), status) });
  }
  return steps;
}
