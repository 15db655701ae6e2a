import type { EnvironmentItem, Metric, Observation, ObservationQuery, ObservationSeries } from '../../shared';
import { findConsumerId, findProjectEnvironments, listIngestGaps, retention } from '../../storage';
import type { Sql, Storage, TierKeeps } from '../../storage';
import { loadPending } from '../cells/load-pending';
import { markGaps, toGap } from './gaps';
import type { Gap } from './gaps';
import { keptFromMs } from './kept-from';
import { MINUTE_MS } from './minutes';
import { readGroup } from './read-group';
import type { GroupScope } from './read-group';

/** The environments that a metric counts, or why there are none. */
function environmentsOf(metric: Metric, environments: readonly EnvironmentItem[]): number[] | string {
  const slug = metric.filters.environment;
  const chosen = environments.filter((item) => (slug === undefined ? !item.archive : item.slug === slug));
  if (chosen.length === 0) return slug === undefined ? 'the project has no environment' : `no environment "${slug}"`;
  if (chosen.some(({ archive }) => archive)) return 'the archive is outside alerting';
  return chosen.map(({ id }) => id);
}

/** Metrics of the same environments are read together. */
function groupsOf(metrics: readonly Metric[], environments: readonly EnvironmentItem[]) {
  const groups = new Map<string, { environmentIds: number[]; metrics: Metric[] }>();
  const errors = new Map<Metric, string>();
  for (const metric of metrics) {
    const environmentIds = environmentsOf(metric, environments);
    if (typeof environmentIds === 'string') {
      errors.set(metric, environmentIds);
      continue;
    }
    const key = environmentIds.join();
    const group = groups.get(key) ?? { environmentIds, metrics: [] };
    group.metrics.push(metric);
    groups.set(key, group);
  }
  return { groups: [...groups.values()], errors };
}

async function consumersOf(storage: Storage, { projectId, metrics }: ObservationQuery): Promise<Map<string, number>> {
  const names = new Set(metrics.flatMap(({ filters }) => filters.consumer ?? []));
  const ids = new Map<string, number>();
  for (const name of names) ids.set(name, (await findConsumerId(storage, projectId, name)) ?? -1);
  return ids;
}

async function gapsOf(sql: Sql, { metrics, firstEndMs, lastEndMs, now }: ObservationQuery): Promise<Gap[]> {
  const longestMs = Math.max(0, ...metrics.map(({ windowSeconds }) => windowSeconds * 1000));
  const range = { from: new Date(firstEndMs - longestMs), to: new Date(lastEndMs), now };
  return (await listIngestGaps(sql, range)).map(toGap);
}

/** With what the project keeps of its rollups. */
type Kept = ObservationQuery & { keeps: TierKeeps };

interface Found {
  windows: Map<Metric, Observation[]>;
  errors: Map<Metric, string>;
  gaps: Gap[];
}

/** Everything from one snapshot: tiers and what no tier holds yet, each read once for all metrics that need it. */
async function readAll(storage: Storage, query: Kept, consumerIds: Map<string, number>): Promise<Found> {
  return storage.snapshot(async (sql) => {
    const environments = await findProjectEnvironments(sql, query.projectId);
    const { groups, errors } = groupsOf(query.metrics, environments);
    const gaps = await gapsOf(sql, query);
    const pending = await loadPending(storage, sql, query.projectId);
    const windows = new Map<Metric, Observation[]>();
    for (const { environmentIds, metrics } of groups) {
      const scope: GroupScope = { ...query, metrics, environments, environmentIds, consumerIds, pending, gaps };
      for (const [metric, observed] of await readGroup(sql, scope)) windows.set(metric, observed);
    }
    return { windows, errors, gaps };
  });
}

function seriesOf(metric: Metric, query: Kept, { windows, errors, gaps }: Found): ObservationSeries {
  const { firstEndMs, lastEndMs } = query;
  const judgedFromMs = keptFromMs(metric, query);
  const message = errors.get(metric);
  const count = Math.max(0, (lastEndMs - firstEndMs) / MINUTE_MS + 1);
  if (message !== undefined) {
    const error: Observation = { kind: 'error', message };
    return { judgedFromMs, windows: Array.from({ length: count }, () => error) };
  }
  const marked = markGaps(windows.get(metric) ?? [], { gaps, firstEndMs, windowSeconds: metric.windowSeconds });
  const kept = marked.map((window, index): Observation =>
    judgedFromMs !== null && firstEndMs + index * MINUTE_MS < judgedFromMs ? { kind: 'unknown' } : window,
  );
  return { judgedFromMs, windows: kept };
}

/**
 * What the windows of some metrics of a project hold, one series for each metric in their order. Live evaluation and
 * backtests read by this alone.
 */
export async function readObservations(storage: Storage, query: ObservationQuery): Promise<ObservationSeries[]> {
  const kept = { ...query, keeps: await retention.readTierKeeps(storage, query.projectId) };
  const found = await readAll(storage, kept, await consumersOf(storage, query));
  return query.metrics.map((metric) => seriesOf(metric, kept, found));
}
