import { requirePermission, requireProject, type Context, type ContextProject } from '../access';
import { reachOf, withinShrinking } from '../analytics';
import { callerKey, measureRates, type MeasuredKey } from '../detection';
import type { HeadroomKey, RatePreviewAnswer } from '../shared';
import { findConsumerNames, readEndpointMasks, readKeySeconds, type RatePolicyValues, type Sql } from '../storage';
import { checkValues } from './check-values';
import type { CreateRatePolicyInput } from './inputs';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const HOUR_SECONDS = 3_600;
const LISTED = 10;
/** Read in some 300 ms; when the machine is so busy that they take more than a second, an eighth. */
const MOST_ROWS = 300_000;

interface Look {
  project: ContextProject;
  values: RatePolicyValues;
  from: Date;
  to: Date;
  mostRows: number;
}

interface Looked {
  keys: MeasuredKey[];
  lateCalls: number;
  from: Date;
}

async function look(sql: Sql, { project, values, from, to, mostRows }: Look): Promise<Looked> {
  const { id: projectId, environments } = project;
  const all = { projectId, environmentIds: environments.map(({ id }) => id), from: startOfHour(from), to };
  const hours = await readEndpointMasks(sql, all, { endpointIds: [0], of: 'any' });
  const stretches = hours.map(({ hour, calls }) => ({ at: hour, calls })).sort((a, b) => b.at - a.at);
  const reach = reachOf({ from, to }, stretches, { mostRows, stretchSeconds: HOUR_SECONDS });
  const { key, endpointId, environmentId, callLimit: limit, windowSeconds } = values;
  const counted = environments.filter(({ id, archive }) => !archive && (environmentId ?? id) === id);
  const environmentIds = counted.map(({ id }) => id);
  const read = await readKeySeconds(sql, { projectId, environmentIds, endpointId, key, from: reach, to });
  const seconds = key === 'caller' ? read.seconds.map((row) => ({ ...row, key: callerKey(row.key) })) : read.seconds;
  return { keys: measureRates(seconds, { limit, windowSeconds }), lateCalls: read.lateCalls, from: reach };
}

const startOfHour = (at: Date): Date => new Date(Math.floor(at.getTime() / HOUR_MS) * HOUR_MS);

async function toKeys(
  ctx: Context,
  project: ContextProject,
  { keys, values }: { keys: MeasuredKey[]; values: RatePolicyValues },
) {
  const shown = keys.slice(0, LISTED);
  const ids = values.key === 'consumer' ? shown.map(({ key }) => Number(key)) : [];
  const names = await findConsumerNames(ctx.storage, project.id, ids);
  return shown.map(({ key, environmentId, peak, peakSecond, calls, secondsOver }): HeadroomKey => ({
    key: values.key === 'consumer' ? (names.get(Number(key)) ?? `consumer ${key}`) : key,
    environment: project.environments.find(({ id }) => id === environmentId)?.slug ?? '',
    peak,
    share: peak / values.callLimit,
    peakAt: startOfHour(new Date(peakSecond * 1000)).toISOString(),
    calls,
    secondsOver,
  }));
}

/**
 * What the calls of the last 24 hours would have shown under a policy, without backfill, the newest first until some 300,000 are passed over.
 * Throws `invalid` with the field, `timeout` when not even few could be read within a second.
 */
export async function previewRatePolicy(
  ctx: Context,
  input: CreateRatePolicyInput,
  mostRows = MOST_ROWS,
): Promise<RatePreviewAnswer> {
  requirePermission(ctx, 'project:read');
  const project = requireProject(ctx);
  const values = await checkValues(ctx.storage, input, project);
  const to = ctx.now();
  const from = new Date(to.getTime() - DAY_MS);
  const looked = await withinShrinking(ctx, [mostRows, mostRows / 8], (sql, rows) =>
    look(sql, { project, values, from, to, mostRows: rows }),
  );
  const { keys } = looked;
  return {
    keys: await toKeys(ctx, project, { keys, values }),
    keysOver: keys.filter(({ peak }) => peak > values.callLimit).length,
    keysSeen: keys.length,
    lateCalls: looked.lateCalls,
    from: looked.from.toISOString(),
    to: to.toISOString(),
    complete: looked.from <= from,
  };
}
