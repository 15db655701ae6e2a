import type { Sql } from '../core/storage';
import type { SignalRow } from './signal-row';

/** Writes the signals of one flush; runs inside the transaction of the flush. */
export async function insertSignalRows(sql: Sql, rows: readonly SignalRow[]): Promise<void> {
  if (rows.length === 0) return;
  const sorted = [...rows].sort((a, b) => a.projectId - b.projectId || Number(a.id - b.id));
  await sql.query(
    `insert into signal (project_id, id, flush_no, at, kind, endpoint_id, consumer_id, status, caller, account_hash,
                         environment_id, user_agent_id, traits, value)
     select p, i, f, timestamptz 'epoch' + t * interval '1 microsecond', k, e, c, s, a::inet, h, v, u, x, n
     from unnest($1::int[], $2::bigint[], $3::bigint[], $4::bigint[], $5::smallint[], $6::int[], $7::int[], $8::smallint[],
                 $9::text[], $10::bytea[], $11::smallint[], $12::int[], $13::smallint[], $14::int[])
       as given(p, i, f, t, k, e, c, s, a, h, v, u, x, n)`,
    [
      sorted.map((row) => row.projectId),
      sorted.map((row) => row.id),
      sorted.map((row) => row.flushNo),
      sorted.map((row) => row.atUs),
      sorted.map((row) => row.kind),
      sorted.map((row) => row.endpointId),
      sorted.map((row) => row.consumerId),
      sorted.map((row) => row.status),
      sorted.map((row) => row.caller),
      sorted.map((row) => row.accountHash),
      sorted.map((row) => row.environmentId),
      sorted.map((row) => row.userAgentId),
      sorted.map((row) => row.traits),
      sorted.map((row) => row.value),
    ],
  );
}

/** Queues the flush of these rows for the detectors, one row a project; in the same transaction. */
export async function insertSignalFeed(
  sql: Sql,
  rows: readonly Pick<SignalRow, 'projectId' | 'flushNo'>[],
): Promise<void> {
  if (rows.length === 0) return;
  const feed = new Map<string, Pick<SignalRow, 'projectId' | 'flushNo'>>();
  let latest: Pick<SignalRow, 'projectId' | 'flushNo'> | undefined;
  for (const row of rows) {
    if (latest?.projectId === row.projectId && latest.flushNo === row.flushNo) continue; // as nearly all
    feed.set(`${row.projectId}/${row.flushNo}`, row);
    latest = row;
  }
  await sql.query(
    `insert into signal_feed (project_id, flush_no)
     select * from unnest($1::int[], $2::bigint[]) as given(p, f) order by p, f`,
    [[...feed.values()].map((row) => row.projectId), [...feed.values()].map((row) => row.flushNo)],
  );
}

/** Both, one after the other. */
export async function insertSignals(sql: Sql, rows: readonly SignalRow[]): Promise<void> {
  await insertSignalRows(sql, rows);
  await insertSignalFeed(sql, rows);
}
