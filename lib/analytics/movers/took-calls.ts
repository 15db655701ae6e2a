import { listIngestGaps } from '../../storage';
import type { Sql } from '../../storage';
import type { Range } from '../range/params';
import type { MoveSpans } from './move-spans';

/** A tenth is the least move that is told; with less than this not taken, calls that peak in that time do not make one. */
const LEAST_SHARE = 0.99;

async function tookCallsIn(sql: Sql, { from, to }: Range, now: Date): Promise<boolean> {
  const gaps = await listIngestGaps(sql, { from, to, now });
  const [fromMs, toMs] = [from.getTime(), to.getTime()];
  const missedMs = gaps.reduce((sum, { startedAt, endedAt }) => {
    const endMs = Math.min(endedAt?.getTime() ?? toMs, toMs);
    return sum + Math.max(0, endMs - Math.max(startedAt.getTime(), fromMs));
  }, 0);
  return missedMs <= (1 - LEAST_SHARE) * (toMs - fromMs);
}

/** Were calls taken in both spans, but for a hundredth at most? Those that nobody took look like calls that nobody made. */
export const tookCalls = async (sql: Sql, { now, before, at }: MoveSpans & { at: Date }): Promise<boolean> =>
  (await tookCallsIn(sql, now, at)) && (await tookCallsIn(sql, before, at));
