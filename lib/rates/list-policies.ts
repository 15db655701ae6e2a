import { z } from 'zod';
import { projectParam, requirePermission, requireProject, type Context, type ContextProject } from '../access';
import { nameParam, scopeOf, timeParam } from '../analytics';
import { AppError, type HeadroomKey, type RateHeadroom, type RatePoliciesAnswer } from '../shared';
import {
  findConsumerNames,
  listRatePolicies as readPolicies,
  readHeadroomHours,
  readHeadroomKeys,
  type HeadroomHourRow,
  type HeadroomKeyRow,
  type RatePolicyRecord,
} from '../storage';
import { toItems } from './to-item';

/** Keys told of each policy of a list, and of a single one. */
const LISTED = 10;
const LISTED_OF_ONE = 100;

export const listRatePoliciesInput = z.object({
  projectId: projectParam,
  from: timeParam,
  to: timeParam,
  environment: nameParam.optional(),
  /** Only this one, with more of its keys. */
  policy: z
    .string()
    .regex(/^[1-9]\d{0,8}$/, 'must be the id of a rate policy, a whole number')
    .transform(Number)
    .optional(),
});
export type ListRatePoliciesInput = z.output<typeof listRatePoliciesInput>;

interface Names {
  project: ContextProject;
  consumers: ReadonlyMap<number, string>;
}

/** What the key stands for, as people know it. */
function keyName({ key }: { key: string }, policy: RatePolicyRecord, { consumers }: Names): string {
  return policy.key === 'consumer' ? (consumers.get(Number(key)) ?? `consumer ${key}`) : key;
}

function toKey(row: HeadroomKeyRow, policy: RatePolicyRecord, names: Names): HeadroomKey {
  const { environmentId, peak, peakAt, calls, secondsOver } = row;
  const environment = names.project.environments.find(({ id }) => id === environmentId)?.slug ?? '';
  const share = peak / policy.callLimit;
  return {
    key: keyName(row, policy, names),
    environment,
    peak,
    share,
    peakAt: peakAt.toISOString(),
    calls,
    secondsOver,
  };
}

interface Rows {
  keys: readonly HeadroomKeyRow[];
  hours: readonly HeadroomHourRow[];
}

function headroomOf(policy: RatePolicyRecord, { keys, hours }: Rows, names: Names): RateHeadroom {
  const own = keys.filter(({ policyId }) => policyId === policy.id);
  const { keysOver = 0, keysNear = 0, keysSeen = 0, keysSeenAtLeast = false } = own[0] ?? {};
  return {
    keys: own.map((row) => toKey(row, policy, names)),
    keysOver,
    keysNear,
    keysSeen,
    keysSeenAtLeast,
    countedFrom: policy.countedFrom?.toISOString() ?? null,
    byHour: hours
      .filter(({ policyId }) => policyId === policy.id)
      .map(({ at, peak, keysOver: over }) => ({ at: at.toISOString(), peak, keysOver: over })),
  };
}

/** Rate policies of a project, the oldest first, with what their busiest keys came to in the hours of the range; of one environment alone where it is named. */
export async function listRatePolicies(ctx: Context, input: ListRatePoliciesInput): Promise<RatePoliciesAnswer> {
  requirePermission(ctx, 'project:read', input.projectId);
  const project = requireProject(ctx);
  const { from, to, policy: policyId = null } = input;
  if (from >= to) throw new AppError('invalid', 'to: must lie after from', { field: 'to' });
  const { environmentIds } = scopeOf(ctx, project, input.environment);
  const read = await ctx.storage.snapshot(async (sql) => {
    const all = await readPolicies(sql, project.id);
    const records = all.filter(({ id }) => policyId === null || id === policyId);
    const query = { projectId: project.id, policyId, environmentIds, from, to };
    const keys = await readHeadroomKeys(sql, query, policyId === null ? LISTED : LISTED_OF_ONE);
    const hours = await readHeadroomHours(sql, query);
    return { records, items: await toItems(sql, records, project), rows: { keys, hours } };
  });
  const { records, items, rows } = read;
  if (policyId !== null && records.length === 0) throw new AppError('not_found', 'no such rate policy');
  const ofConsumers = new Set(records.filter(({ key }) => key === 'consumer').map(({ id }) => id));
  const ids = rows.keys.filter(({ policyId: id }) => ofConsumers.has(id)).map(({ key }) => Number(key));
  const consumers = await findConsumerNames(ctx.storage, project.id, ids);
  const policies = records.flatMap((record, index) => {
    const item = items[index];
    return item ? [{ ...item, headroom: headroomOf(record, rows, { project, consumers }) }] : [];
  });
  return { policies };
}
