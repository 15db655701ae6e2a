import {
  databaseTrouble,
  dayOf,
  ensurePartitionsFor,
  forgetDays,
  mergeCallerDays,
  mergeEndpointConsumers,
  retention,
  touchNames,
  upsertCallerHours,
  upsertConsumerCallers,
  upsertConsumers,
  upsertEndpoints,
} from '../storage';
import type { Sql, Storage, Tier } from '../storage';
import { boundCallers, CALLERS_PER_HOUR } from './bound-callers';
import { firstMinutesOf } from './pending/first-minutes';
import { lastCallsOf } from './pending/last-calls';
import { MINUTES_PER_DAY } from './pending/totals';
import type { PendingTotals } from './pending/totals';
import { foldCallerDays, foldCallerHours, foldConsumerCallers } from './tiers/fold-callers';
import { foldConsumers, foldEndpointConsumers } from './tiers/fold-consumers';
import { foldEndpoints } from './tiers/fold-endpoints';
import { keepsAt } from './tiers/keeps';
import type { Keeps } from './tiers/keeps';

const MS_PER_DAY = 86_400_000;

/** Days (`YYYY-MM-DD`) that the totals touch. */
export function daysOf({ environments }: PendingTotals): string[] {
  const days = new Set<number>();
  for (const { endpoints, callers } of environments.values()) {
    for (const table of [endpoints, callers]) {
      for (let row = 0; row < table.size; row++) days.add(Math.floor(table.key(row, 0) / MINUTES_PER_DAY));
    }
  }
  return [...days].map((day) => dayOf(day * MS_PER_DAY));
}

const endpointTiers = (keeps: Keeps) =>
  [
    ['minute', keeps.endpointMinute],
    ['hour', keeps.long],
    ['day', keeps.long],
  ] as const;

const consumerTiers = (keeps: Keeps) =>
  [
    ['minute', keeps.consumerMinute],
    ['hour', keeps.long],
    ['day', keeps.long],
  ] as const satisfies readonly (readonly [Tier, unknown])[];

export interface AddInput {
  projectId: number;
  totals: PendingTotals;
  now: Date;
  /** Day since the epoch that is rebuilt from raw calls and must not be added to. */
  skipDay: number | null;
  /** Callers of an hour that are indexed at most. */
  callersPerHour?: number;
  /** The narrow tiers have a few rows for thousands of calls, the wide ones a row for every two or three. */
  tiers?: 'narrow' | 'all';
}

/** Moves the first-seen and last-seen times of endpoints and consumers to what the totals hold. */
async function touch(sql: Sql, { projectId, totals }: AddInput): Promise<void> {
  const first = firstMinutesOf([totals]);
  const last = lastCallsOf([totals]);
  for (const [dictionary, kind] of [['endpoint', 'endpoints'] as const, ['consumer', 'consumers'] as const]) {
    const ids = [...last[kind].keys()];
    if (ids.length === 0) continue;
    const firstSeenAt = ids.map((id) => new Date(first[kind].get(id) ?? 0));
    const lastSeenAt = ids.map((id) => new Date(last[kind].get(id) ?? 0));
    await touchNames(sql, { dictionary, projectId, ids, firstSeenAt, lastSeenAt });
  }
}

/** Endpoints and consumers by minute, hour and day. */
async function addToNarrow(sql: Sql, { projectId, totals }: AddInput, keeps: Keeps): Promise<void> {
  for (const [tier, keep] of endpointTiers(keeps)) {
    for (const rows of foldEndpoints(totals, { tier, keep })) await upsertEndpoints(sql, projectId, { tier, rows });
  }
  for (const [tier, keep] of consumerTiers(keeps)) {
    for (const rows of foldConsumers(totals, { tier, keep })) await upsertConsumers(sql, projectId, { tier, rows });
  }
}

/** Callers, and who called what. */
async function addToWide(sql: Sql, { projectId, totals, callersPerHour }: AddInput, keeps: Keeps): Promise<void> {
  const bounded = await boundCallers(sql, { projectId, totals, keeps, most: callersPerHour ?? CALLERS_PER_HOUR });
  for (const rows of foldCallerHours(bounded, keeps.callerHour)) await upsertCallerHours(sql, projectId, rows);
  for (const rows of foldCallerDays(bounded, keeps.long)) await mergeCallerDays(sql, projectId, rows);
  for (const rows of foldEndpointConsumers(totals, keeps.long)) await mergeEndpointConsumers(sql, projectId, rows);
  for (const rows of foldConsumerCallers(bounded, keeps.consumerCallerHour)) {
    await upsertConsumerCallers(sql, projectId, rows);
  }
}

/**
 * Adds totals to every tier that still takes them, in one fixed order of tables and keys; the names come last, since ingest
 * may wait for their rows. `sql` is an open transaction. One that finds a day of a tier dropped by another process may be run
 * again.
 */
export async function addToTiers(storage: Storage, sql: Sql, input: AddInput): Promise<void> {
  const { projectId, totals, now, skipDay, tiers = 'all' } = input;
  const { minuteDays } = await retention.readTierKeeps(sql, projectId);
  const keeps = keepsAt({ now, skipDay, minuteDays });
  const days = daysOf(totals);
  await ensurePartitionsFor(storage, days, now);
  try {
    await addToNarrow(sql, input, keeps);
    if (tiers === 'all') await addToWide(sql, input, keeps);
  } catch (error) {
    if (databaseTrouble(error) === 'missing_partition') forgetDays(storage, days);
    throw error;
  }
  await touch(sql, input);
}
