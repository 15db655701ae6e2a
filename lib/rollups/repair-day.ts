import {
  ensurePartitionsFor,
  dayOf,
  enterRollup,
  noteRebuild,
  rebuildCallerDays,
  rebuildCallerHours,
  rebuildConsumerCallers,
  rebuildConsumerDays,
  rebuildConsumerHours,
  rebuildConsumerMinutes,
  rebuildEndpointConsumers,
  rebuildEndpointDays,
  rebuildEndpointHours,
  rebuildEndpointHoursOfMinutes,
  rebuildEndpointMinutes,
  claimPending,
  repeatably,
  retention,
  TIER_DAYS,
  tryEnterRollup,
  withSession,
} from '../storage';
import type { RebuildScope, Sql, Storage } from '../storage';
import { addToTiers } from './add-to-tiers';
import { CALLERS_PER_HOUR } from './bound-callers';
import { mergeBlobs } from './compact';
import type { PendingTotals } from './pending/totals';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export interface RepairInput {
  projectId: number;
  /** Start of the day, UTC. */
  day: Date;
  /** Environments whose raw calls of that day are all still kept. */
  environmentIds: readonly number[];
  now: Date;
  /** As rollups bound them, unless told. */
  callersPerHour?: number;
}

export interface RepairResult {
  /** Rows of each table after the repair; a tier that is not kept so long is not there. */
  rows: Record<string, number>;
  /** Waiting blobs that were folded on the way. */
  blobs: number;
  /** Times that it had to begin again. */
  retries: number;
}

type Rebuild = (sql: Sql, scope: RebuildScope) => Promise<number>;
interface Step {
  table: string;
  rebuild: Rebuild;
  keptDays: number;
  /** Another step does it for later days. */
  olderThanDays?: number;
  /** By the hour, so that no statement sorts a whole day. */
  hourly?: boolean;
}

const ALWAYS = Number.POSITIVE_INFINITY;
const STEPS: readonly Step[] = [
  { table: 'endpoint_minute', rebuild: rebuildEndpointMinutes, keptDays: TIER_DAYS.endpointMinute, hourly: true },
  {
    table: 'endpoint_hour',
    rebuild: rebuildEndpointHoursOfMinutes,
    keptDays: TIER_DAYS.endpointMinute,
    hourly: true,
  },
  {
    table: 'endpoint_hour',
    rebuild: rebuildEndpointHours,
    keptDays: ALWAYS,
    olderThanDays: TIER_DAYS.endpointMinute,
    hourly: true,
  },
  { table: 'endpoint_day', rebuild: rebuildEndpointDays, keptDays: ALWAYS },
  { table: 'consumer_minute', rebuild: rebuildConsumerMinutes, keptDays: TIER_DAYS.consumerMinute, hourly: true },
  { table: 'consumer_hour', rebuild: rebuildConsumerHours, keptDays: ALWAYS, hourly: true },
  { table: 'consumer_day', rebuild: rebuildConsumerDays, keptDays: ALWAYS },
  { table: 'caller_hour', rebuild: rebuildCallerHours, keptDays: TIER_DAYS.callerHour, hourly: true },
  { table: 'caller_day', rebuild: rebuildCallerDays, keptDays: ALWAYS },
  { table: 'endpoint_consumers_day', rebuild: rebuildEndpointConsumers, keptDays: ALWAYS },
  {
    table: 'consumer_caller_hour',
    rebuild: rebuildConsumerCallers,
    keptDays: TIER_DAYS.consumerCallerHour,
    hourly: true,
  },
];

function scopesOf(input: RepairInput, { hourly }: Step): RebuildScope[] {
  const { projectId, environmentIds, day, callersPerHour = CALLERS_PER_HOUR } = input;
  const ms = hourly ? HOUR_MS : DAY_MS;
  return Array.from({ length: DAY_MS / ms }, (_, index) => {
    const from = day.getTime() + index * ms;
    return { projectId, environmentIds, callersPerHour, from: new Date(from), to: new Date(from + ms) };
  });
}

async function rebuildDay(sql: Sql, input: RepairInput): Promise<Record<string, number>> {
  const rows: Record<string, number> = {};
  const endedDaysAgo = (input.now.getTime() - input.day.getTime() - DAY_MS) / DAY_MS;
  for (const step of STEPS) {
    if (endedDaysAgo > step.keptDays || endedDaysAgo <= (step.olderThanDays ?? -ALWAYS)) continue;
    let count = 0;
    for (const scope of scopesOf(input, step)) count += await step.rebuild(sql, scope);
    rows[step.table] = count;
  }
  return rows;
}

/** Adds waiting totals of all but what is rebuilt. */
async function addOtherDays(
  storage: Storage,
  sql: Sql,
  { input, totals }: { input: RepairInput; totals: PendingTotals },
): Promise<void> {
  const { projectId, environmentIds, day, now } = input;
  const part = (rebuilt: boolean): PendingTotals => ({
    ...totals,
    environments: new Map([...totals.environments].filter(([id]) => environmentIds.includes(id) === rebuilt)),
  });
  const skipDay = day.getTime() / DAY_MS;
  await addToTiers(storage, sql, { projectId, totals: part(true), now, skipDay });
  await addToTiers(storage, sql, { projectId, totals: part(false), now, skipDay: null });
}

/**
 * Rebuilds every tier of a day from its calls, in one snapshot: blobs that wait are claimed first, added to all other
 * days, and what they hold of this day comes from the calls. Ingest goes on; rollups of the project wait, reads add what
 * is pending.
 */
export async function repairDay(storage: Storage, input: RepairInput): Promise<RepairResult> {
  await ensurePartitionsFor(storage, [dayOf(input.day.getTime())], input.now);
  const { projectId } = input;
  const turn = { wait: (sql: Sql) => enterRollup(sql, projectId), enter: (sql: Sql) => tryEnterRollup(sql, projectId) };
  const work = async (sql: Sql): Promise<Omit<RepairResult, 'retries'>> => {
    if (!(await retention.areCallsKept(sql, input)))
      throw new Error('calls of this day were deleted: nothing is changed');
    const blobs = await claimPending(sql, projectId, { maxBytes: null });
    await addOtherDays(storage, sql, { input, totals: await mergeBlobs(blobs) });
    const rows = await rebuildDay(sql, input);
    await noteRebuild(sql, projectId);
    return { rows, blobs: blobs.length };
  };
  const { result, retries } = await withSession(storage, (session) => repeatably(session, { turn, work }));
  return { ...result, retries };
}
