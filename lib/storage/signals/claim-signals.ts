import type { Sql } from '../core/storage';
import { readRateSeconds } from '../rates/rate-seconds';
import { gatherFlushes, SIGNAL_COLUMNS, type SignalFlush, type SignalRecord } from './stored-signal';

interface FlushesToRead {
  projectId: number;
  flushNos: readonly string[];
  /** Those that may have rates: all unless told. */
  withRates?: readonly string[];
}

/** Signals and rates of flushes, each flush in the order in which it is folded. */
export async function readFlushes(
  tx: Sql,
  { projectId, flushNos, withRates = flushNos }: FlushesToRead,
): Promise<SignalFlush[]> {
  const { rows } = await tx.query<SignalRecord>(
    `select ${SIGNAL_COLUMNS} from signal s
     where s.project_id = $1 and s.flush_no = any($2::bigint[])
     order by s.flush_no, s.at, s.id`,
    [projectId, flushNos],
  );
  return gatherFlushes(flushNos, rows, await readRateSeconds(tx, { projectId, flushNos: withRates }));
}

interface ClaimLimit {
  projectId: number;
  /** Flushes at most. */
  limit: number;
  /** No further flush is taken once the signals and rates of those before come to so many. */
  rows: number;
}

/**
 * Takes flushes of a project off the feed, the oldest first, one at least; the DELETE is the claim. Ordered by flush, time and id,
 * which is the order of folding. Uses the primary key of signal_feed and the indexes signal_flush and rate_second_flush.
 */
export async function claimSignals(tx: Sql, { projectId, limit, rows: most }: ClaimLimit): Promise<SignalFlush[]> {
  const { rows } = await tx.query<{ flushNo: string; rates: boolean }>(
    `delete from signal_feed where project_id = $1 and flush_no in (
       select flush_no from (
         select flush_no, sum(size) over (order by flush_no) - size as before
         from (select flush_no, size from signal_feed where project_id = $1 order by flush_no limit $2) oldest
       ) sized where before < $3)
     returning flush_no as "flushNo", rates`,
    [projectId, limit, most],
  );
  if (rows.length === 0) return [];
  const flushNos = rows.map(({ flushNo }) => flushNo).sort((a, b) => Number(a) - Number(b));
  const withRates = rows.filter(({ rates }) => rates).map(({ flushNo }) => flushNo);
  return readFlushes(tx, { projectId, flushNos, withRates });
}
