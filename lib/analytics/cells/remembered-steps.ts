import { readStepCalls, TIER_SECONDS } from '../../storage';
import type { Sql, StepCallsQuery } from '../../storage';
import { packRows } from './packed-rows';
import { rowsMemoryOf } from './remembered-rows';
import type { Share } from './remembered-rows';
import { marksOf, readStretches } from './unit-marks';
import type { WorkTime } from './work-time';

/** Calls alone. */
const SHAPE = { width: 1, latencyOf: null } as const;

interface StepsQuery extends StepCallsQuery {
  time: WorkTime;
}

/**
 * Calls of all endpoints by steps of whole hours, over whole days: remembered by the mark of their day, which whatever changes one of
 * its hours changes. A small line of a week is made of 168 hours of each endpoint, of which days never change again.
 */
export async function rememberedSteps(sql: Sql, database: object, query: StepsQuery): Promise<Share[]> {
  const { projectId, environmentIds, stepSeconds } = query;
  const memory = rowsMemoryOf(database);
  const span = { from: query.from.getTime() / 1000, to: query.to.getTime() / 1000 };
  const marks = await marksOf(sql, { projectId, environmentIds, tier: 'day', ...span });
  const keyOf = (at: number): string => `${projectId} ${environmentIds.join(',')} step ${stepSeconds} ${at}`;
  const shares: Share[] = [];
  const missing = new Set<number>();
  for (const [day, { mark }] of marks)
    for (let bucket = day; bucket < day + TIER_SECONDS.day; bucket += stepSeconds) {
      const rows = memory.find(keyOf(bucket), mark);
      if (rows) shares.push({ rows, bucket, sign: 1 });
      else missing.add(day);
    }
  const found = await readStretches(missing, TIER_SECONDS.day, (range) =>
    readStepCalls(query.time.within(sql), { ...query, ...range }),
  );
  const known = new Set(shares.map(({ bucket }) => bucket));
  for (const day of missing) {
    await query.time.spend();
    for (let bucket = day; bucket < day + TIER_SECONDS.day; bucket += stepSeconds) {
      const rows = packRows(found.get(bucket) ?? '', SHAPE);
      memory.keep(keyOf(bucket), { mark: marks.get(day)?.mark ?? '', value: rows });
      if (!known.has(bucket)) shares.push({ rows, bucket, sign: 1 });
    }
  }
  return shares;
}
