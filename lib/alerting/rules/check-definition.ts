import type { ContextProject } from '../../access';
import {
  ALL_CHANNELS,
  ALL_DETECTORS,
  AppError,
  formatCount,
  MAX_THRESHOLD,
  RULE_FILTERS,
  ruleMeasureInfo,
  thresholdOf,
} from '../../shared';
import type { MetricDefinition } from '../../shared';
import { findEndpointsById, listChannels } from '../../storage';
import type { Sql, Tx } from '../../storage';

type Faults = Record<string, string>;

/** Throws `invalid` with every fault at its field. */
function refuse(faults: Faults): void {
  const [field] = Object.keys(faults);
  if (field !== undefined) {
    throw new AppError('invalid', `${field}: ${faults[field] ?? ''}`, { field, fields: faults });
  }
}

function environmentFaults(slug: string | undefined, { environments }: ContextProject): Faults {
  const field = 'filters.environment';
  const found = environments.find((item) => item.slug === slug);
  if (slug === undefined || (found && !found.archive)) return {};
  if (found) return { [field]: 'the archive is outside alerting' };
  const known = environments.filter(({ archive }) => !archive).map((item) => item.slug);
  return { [field]: `no "${slug}" in this project; it has ${known.join(', ')}` };
}

function filterFaults({ measure, filters }: MetricDefinition): Faults {
  const { filters: allowed } = ruleMeasureInfo(measure);
  const faults: Faults = {};
  for (const filter of RULE_FILTERS) {
    if (filters[filter] !== undefined && !allowed.includes(filter)) {
      faults[`filters.${filter}`] = `${measure} cannot be narrowed by it`;
    }
  }
  if (filters.consumer === undefined) return faults;
  if (filters.endpoint !== undefined) {
    faults['filters.consumer'] ??= 'cannot be combined with endpoint: calls are not counted by both';
  }
  if (filters.statusClass === '2xx' || filters.statusClass === '3xx') {
    faults['filters.statusClass'] ??= 'by consumer only 4xx and 5xx are counted apart';
  }
  return faults;
}

function numberFaults({ measure, condition, minCalls }: MetricDefinition): Faults {
  const faults: Faults = {};
  const side = 'above' in condition ? 'above' : 'below';
  if (ruleMeasureInfo(measure).unit === 'ratio' && thresholdOf(condition) > 1) {
    faults[`condition.${side}`] = 'must be a ratio from 0 to 1: 5 % is 0.05';
  } else if (thresholdOf(condition) > MAX_THRESHOLD) {
    faults[`condition.${side}`] = `must be at most ${formatCount(MAX_THRESHOLD)}`;
  }
  if (minCalls > 0 && (measure === 'heartbeat_age_seconds' || measure === 'consumers')) {
    faults['minCalls'] = `must be 0: ${measure} is not made of calls`;
  }
  return faults;
}

/** Throws `invalid`, with the field, for what cannot be watched in this project. */
export async function checkMetric(sql: Sql, definition: MetricDefinition, project: ContextProject): Promise<void> {
  const faults = {
    ...filterFaults(definition),
    ...environmentFaults(definition.filters.environment, project),
    ...numberFaults(definition),
  };
  const { endpoint } = definition.filters;
  if (endpoint !== undefined && !('filters.endpoint' in faults)) {
    const known = await findEndpointsById(sql, project.id, [endpoint]);
    if (!known.has(endpoint)) faults['filters.endpoint'] = `no endpoint ${endpoint} in this project`;
  }
  refuse(faults);
}

/** Throws `invalid` for detectors that do not exist and environments that the project has not. */
export function checkIncident(
  { detectors, filters }: { detectors: string[]; filters: { environment?: string } },
  project: ContextProject,
  known: readonly string[],
): void {
  const unknown = detectors.find((id) => id !== ALL_DETECTORS && !known.includes(id));
  const mixed = detectors.includes(ALL_DETECTORS) && detectors.length > 1;
  refuse({
    ...(unknown !== undefined && { detectors: `no detector "${unknown}"; there are ${known.join(', ')}` }),
    ...(mixed && { detectors: '"all" stands alone' }),
    ...environmentFaults(filters.environment, project),
  });
}

/** Throws `invalid` for channels that the project has not. */
export async function checkChannels(tx: Tx, channels: readonly string[], projectId: number): Promise<void> {
  if (channels.includes(ALL_CHANNELS)) return refuse(channels.length > 1 ? { channels: '"all" stands alone' } : {});
  if (channels.length === 0) return;
  const known = new Set((await listChannels(tx, projectId)).map(({ id }) => id));
  const unknown = channels.find((id) => !known.has(id));
  refuse(unknown === undefined ? {} : { channels: `no channel "${unknown}" in this project` });
}
