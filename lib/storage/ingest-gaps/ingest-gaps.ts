import type { Sql, Storage } from '../core/storage';
import { BEYOND } from '../core/wrong-clock';

/** Beats come this often from each process that takes calls; a longer pause than the limit is a gap. */
export const BEAT_MS = 15_000;
export const GAP_MS = 60_000;
const BEAT = 'ingest_beat';

export interface IngestGap {
  startedAt: Date;
  /** Null: nobody has taken calls since. */
  endedAt: Date | null;
}

/**
 * Says that calls are being taken, by the database's clock. When nobody has said so for a minute, the time between is kept as
 * a gap: what calls look like in it tells nothing of those who made them. One that ends in time to come is cut to now. `wasHere`: this
 * process has said so less than a minute ago, so that there was no gap: the clock was set.
 */
export async function beatIngest(storage: Storage, { wasHere }: { wasHere: boolean }): Promise<void> {
  await storage.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`callwatch:${BEAT}`]);
    await tx.query(`delete from ingest_gap where started_at > clock_timestamp() + ${BEYOND}`);
    await tx.query(`update ingest_gap set ended_at = clock_timestamp() where ended_at > clock_timestamp() + ${BEYOND}`);
    await tx.query(
      `insert into ingest_gap (started_at, ended_at)
       select (value->>'at')::timestamptz, clock_timestamp() from instance_setting
        where name = $1 and (value->>'at')::timestamptz < clock_timestamp() - $2 * interval '1 millisecond' and not $3
       on conflict do nothing`,
      [BEAT, GAP_MS, wasHere],
    );
    await tx.query(
      `insert into instance_setting (name, value, updated_at)
       values ($1, jsonb_build_object('at', clock_timestamp()), clock_timestamp())
       on conflict (name) do update set value = excluded.value, updated_at = excluded.updated_at`,
      [BEAT],
    );
  });
}

/** Gaps that reach into [from, to), oldest first; also the one that goes on at `now`. */
export async function listIngestGaps(
  sql: Sql,
  { from, to, now }: { from: Date; to: Date; now: Date },
): Promise<IngestGap[]> {
  const { rows } = await sql.query<IngestGap>(
    `select started_at as "startedAt", ended_at as "endedAt" from ingest_gap where started_at < $2 and ended_at > $1
     union all
     select (value->>'at')::timestamptz, null from instance_setting
      where name = $4 and (value->>'at')::timestamptz < $3::timestamptz - $5 * interval '1 millisecond'
     order by 1`,
    [from, to, now, BEAT, GAP_MS],
  );
  return rows;
}
