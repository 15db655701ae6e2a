import type { PendingTotals } from '../../rollups';
import type { EnvironmentItem, Metric, Observation } from '../../shared';
import { readLastHeard } from '../../storage';
import type { EndpointChoice, Segment, Sql, TierKeeps } from '../../storage';
import { consumerCells } from '../cells/consumer-cells';
import { endpointCells } from '../cells/endpoint-cells';
import { WorkTime } from '../cells/work-time';
import { consumerSets } from '../series/consumer-sets';
import { cellWindows, isTimed } from './cell-windows';
import { consumerWindows } from './consumer-windows';
import { heartbeatWindow } from './gaps';
import type { Gap, Silence } from './gaps';
import { sourceSinceMs, sourceOf } from './kept-from';
import type { MetricSource } from './kept-from';
import { endsOf } from './minutes';
import type { WindowSpan } from './minutes';

const MINUTE_SECONDS = 60;

/** Metrics of one set of environments, and what they are read from. */
export interface GroupScope extends WindowSpan {
  projectId: number;
  environments: readonly EnvironmentItem[];
  environmentIds: number[];
  metrics: readonly Metric[];
  consumerIds: ReadonlyMap<string, number>;
  pending: readonly PendingTotals[];
  gaps: readonly Gap[];
  now: Date;
  keeps: TierKeeps;
}

type Found = [Metric, Observation[]][];

/** The minutes that the windows of these metrics are made of, as far back as they are kept. */
function minutesOf(scope: GroupScope, metrics: readonly Metric[], source: Exclude<MetricSource, 'heartbeat'>): Segment {
  const longestMs = Math.max(...metrics.map(({ windowSeconds }) => windowSeconds * 1000));
  const fromMs = Math.max(scope.firstEndMs - longestMs, sourceSinceMs(source, scope));
  return { source: 'minute', from: new Date(Math.min(fromMs, scope.lastEndMs)), to: new Date(scope.lastEndMs) };
}

async function readEndpoints(sql: Sql, scope: GroupScope, metrics: readonly Metric[]): Promise<Found> {
  if (metrics.length === 0) return [];
  const ids = [...new Set(metrics.flatMap(({ filters }) => filters.endpoint ?? []))];
  const endpoints: EndpointChoice = ids.length === 0 ? 'total' : ids;
  const { projectId, environmentIds, pending } = scope;
  const segments = [minutesOf(scope, metrics, 'endpoint')];
  const query = { projectId, environmentIds, segments, stepSeconds: MINUTE_SECONDS, endpoints };
  const grid = await endpointCells(sql, { ...query, latency: metrics.some(isTimed) }, pending);
  return metrics.map((metric) => {
    const id = metric.filters.endpoint ?? 0;
    return [metric, cellWindows(metric, { grid, id, of: 'endpoint' }, scope)];
  });
}

async function readConsumer(sql: Sql, scope: GroupScope, metrics: readonly Metric[]): Promise<Found> {
  const id = scope.consumerIds.get(metrics[0]?.filters.consumer ?? '') ?? -1;
  const { projectId, environmentIds, pending } = scope;
  const segments = [minutesOf(scope, metrics, 'consumer')];
  const query = { projectId, environmentIds, segments, stepSeconds: MINUTE_SECONDS, consumerIds: [id] };
  const grid = await consumerCells(sql, query, pending);
  return metrics.map((metric) => [metric, cellWindows(metric, { grid, id, of: 'consumer' }, scope)]);
}

async function readDistinct(sql: Sql, scope: GroupScope, metrics: readonly Metric[]): Promise<Found> {
  if (metrics.length === 0) return [];
  const { projectId, environmentIds, pending } = scope;
  const range = minutesOf(scope, metrics, 'distinct');
  const time = new WorkTime(Infinity); // a rule is never passed over
  const presence = await consumerSets(sql, { ...range, projectId, environmentIds, time }, pending);
  return metrics.map((metric) => [
    metric,
    consumerWindows(presence, { ...scope, windowSeconds: metric.windowSeconds }),
  ]);
}

/** An environment that has been silent for so long while another was heard was switched off: nobody waits for it. */
const GIVEN_UP_AFTER_MS = 24 * 3_600_000;

/** Of the environments that are waited for the one that has been silent longest; it is told which where there are several. */
async function readSilence(sql: Sql, scope: GroupScope): Promise<Silence | null> {
  const heard = (await readLastHeard(sql, scope)).map(({ environmentId, at }) => ({ environmentId, ms: at.getTime() }));
  const latestMs = Math.max(...heard.map(({ ms }) => ms));
  const [silent] = heard.filter(({ ms }) => latestMs - ms < GIVEN_UP_AFTER_MS).toSorted((a, b) => a.ms - b.ms);
  if (!silent) return null;
  const environment = scope.environments.find(({ id }) => id === silent.environmentId)?.slug;
  const named = environment !== undefined && scope.environmentIds.length > 1;
  return { sinceMs: silent.ms, ...(named && { environment }) };
}

async function readHeartbeat(sql: Sql, scope: GroupScope, metrics: readonly Metric[]): Promise<Found> {
  if (metrics.length === 0) return [];
  const silence = await readSilence(sql, scope);
  const windows = [...endsOf(scope)].map((endMs): Observation =>
    silence === null ? { kind: 'unknown' } : heartbeatWindow(endMs, silence, scope.gaps),
  );
  return metrics.map((metric) => [metric, windows]);
}

/** Windows of the metrics of one group; minutes that several of them need are read once. */
export async function readGroup(sql: Sql, scope: GroupScope): Promise<Found> {
  const of = (source: MetricSource): Metric[] => scope.metrics.filter((metric) => sourceOf(metric) === source);
  const endpoint = of('endpoint');
  const named = endpoint.filter(({ filters }) => filters.endpoint !== undefined);
  const found = [
    ...(await readEndpoints(
      sql,
      scope,
      endpoint.filter(({ filters }) => filters.endpoint === undefined),
    )),
    ...(await readEndpoints(sql, scope, named.filter(isTimed))),
    ...(await readEndpoints(
      sql,
      scope,
      named.filter((metric) => !isTimed(metric)),
    )),
    ...(await readDistinct(sql, scope, of('distinct'))),
    ...(await readHeartbeat(sql, scope, of('heartbeat'))),
  ];
  const byConsumer = of('consumer');
  for (const name of new Set(byConsumer.map(({ filters }) => filters.consumer))) {
    const metrics = byConsumer.filter(({ filters }) => filters.consumer === name);
    found.push(...(await readConsumer(sql, scope, metrics)));
  }
  return found;
}
