import type { RateCount } from '../../shared';
import type { Sql } from '../core/storage';

/** Calls of one key that finished in one second, as one flush adds them to a policy. */
export interface RateSecondRow extends RateCount {
  projectId: number;
  flushNo: bigint;
}

/** Writes what one flush adds to the policies; runs inside the transaction of the flush. */
export async function insertRateSeconds(sql: Sql, rows: readonly RateSecondRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql.query(
    `insert into rate_second (project_id, flush_no, policy_id, version, environment_id, key, at, backfill, calls)
     select p, f, i, v, e, k, to_timestamp(t), b, c
     from unnest($1::int[], $2::bigint[], $3::int[], $4::int[], $5::smallint[], $6::text[], $7::int[], $8::boolean[],
                 $9::int[]) as given(p, f, i, v, e, k, t, b, c)`,
    [
      rows.map((row) => row.projectId),
      rows.map((row) => row.flushNo),
      rows.map((row) => row.policyId),
      rows.map((row) => row.version),
      rows.map((row) => row.environmentId),
      rows.map((row) => row.key),
      rows.map((row) => row.second),
      rows.map((row) => row.backfill),
      rows.map((row) => row.calls),
    ],
  );
}

type FlushRow = RateCount & { flushNo: string };

/** What flushes add to the policies, by flush number, in the order of folding. Index rate_second_flush. */
export async function readRateSeconds(
  tx: Sql,
  { projectId, flushNos }: { projectId: number; flushNos: readonly string[] },
): Promise<Map<string, RateCount[]>> {
  const { rows } = await tx.query<FlushRow>(
    `select flush_no as "flushNo", policy_id as "policyId", version, environment_id as "environmentId", key,
            extract(epoch from at)::int as second, backfill, calls
     from rate_second where project_id = $1 and flush_no = any($2::bigint[])
     order by flush_no, at, policy_id, version, environment_id, key, backfill`,
    [projectId, flushNos],
  );
  const byFlush = new Map<string, RateCount[]>();
  for (const { flushNo, ...count } of rows) {
    const counts = byFlush.get(flushNo);
    if (counts) counts.push(count);
    else byFlush.set(flushNo, [count]);
  }
  return byFlush;
}

/** Deletes what a snapshot covers: the rows of all flushes folded so far; before `signal_done` is emptied. */
export async function deleteFoldedRates(tx: Sql, projectId: number): Promise<void> {
  await tx.query(
    `delete from rate_second where project_id = $1
       and flush_no in (select flush_no from signal_done where project_id = $1)`,
    [projectId],
  );
}
