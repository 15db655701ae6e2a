import type { Sql } from '../core/storage';
import { readRateSeconds } from '../rates/rate-seconds';
import { gatherFlushes, SIGNAL_COLUMNS, type SignalFlush, type SignalRecord } from './stored-signal';

/** Signals and rates of flushes, each flush in the order in which it is folded. */
export async function readFlushes(
  tx: Sql,
  { projectId, flushNos }: { projectId: number; flushNos: readonly string[] },
): Promise<SignalFlush[]> {
  const { rows } = await tx.query<SignalRecord>(
    `select ${SIGNAL_COLUMNS} from signal s
     where s.project_id = $1 and s.flush_no = any($2::bigint[])
     order by s.flush_no, s.at, s.id`,
    [projectId, flushNos],
  );
  return gatherFlushes(flushNos, rows, await readRateSeconds(tx, { projectId, flushNos }));
}

interface ClaimLimit {
  projectId: number;
  /** Flushes at most. */
  limit: number;
  /** No further flush is taken once the signals and rates of those before come to so many. */
  rows: number;
}

const SIZE = `(select count(*) from signal s where s.project_id = $1 and s.flush_no = f.flush_no)
  + (select count(*) from rate_second r where r.project_id = $1 and r.flush_no = f.flush_no)`;

/**
 * Takes flushes of a project off the feed, the oldest first, one at least; the DELETE is the claim, and by itself: no cluster
 * takes it together with the search. Ordered by flush, time and id, which is the order of folding. Uses the primary key of signal_feed and the indexes signal_flush and rate_second_flush.
 */
export async function claimSignals(tx: Sql, { projectId, limit, rows: most }: ClaimLimit): Promise<SignalFlush[]> {
  const found = await tx.query<{ flushNo: string }>(
    `with recursive taken(n, flush_no, size) as (
       (select 1, f.flush_no, ${SIZE} from signal_feed f where f.project_id = $1 order by f.flush_no limit 1)
       union all
       select t.n + 1, next.flush_no, t.size + next.size
       from taken t cross join lateral (
         select f.flush_no, ${SIZE} as size from signal_feed f
         where f.project_id = $1 and f.flush_no > t.flush_no order by f.flush_no limit 1) next
       where t.n < $2 and t.size < $3)
     select flush_no as "flushNo" from taken`,
    [projectId, limit, most],
  );
  if (found.rows.length === 0) return [];
  const { rows } = await tx.query<{ flushNo: string }>(
    'delete from signal_feed where project_id = $1 and flush_no = any($2::bigint[]) returning flush_no as "flushNo"',
    [projectId, found.rows.map(({ flushNo }) => flushNo)],
  );
  if (rows.length === 0) return [];
  const flushNos = rows.map(({ flushNo }) => flushNo).sort((a, b) => Number(a) - Number(b));
  return readFlushes(tx, { projectId, flushNos });
}
