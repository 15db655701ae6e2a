import type { Sql } from '../core/storage';
import { gatherFlushes, SIGNAL_COLUMNS, type SignalFlush, type SignalRecord } from './stored-signal';

/**
 * Takes up to `limit` flushes of a project off the feed; the DELETE is the claim. Ordered by flush, time and id, which is
 * the order of folding. Uses the primary key of signal_feed and the index signal_flush.
 */
export async function claimSignals(
  tx: Sql,
  { projectId, limit }: { projectId: number; limit: number },
): Promise<SignalFlush[]> {
  const { rows } = await tx.query<SignalRecord>(
    `with got as (
       delete from signal_feed
       where project_id = $1
         and flush_no in (select flush_no from signal_feed where project_id = $1 order by flush_no limit $2)
       returning flush_no
     )
     select ${SIGNAL_COLUMNS}
     from got join signal s using (flush_no)
     where s.project_id = $1
     order by s.flush_no, s.at, s.id`,
    [projectId, limit],
  );
  return gatherFlushes(rows);
}
