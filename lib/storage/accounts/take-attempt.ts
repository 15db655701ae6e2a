import type { Sql } from '../core/storage';

export interface AttemptLimit {
  key: string;
  max: number;
  windowMs: number;
  now: Date;
}

interface Row {
  count: number;
  started_ms: string;
}

// One statement, so that a burst of attempts at the same moment cannot pass together. rate_limit_key_key. The id is a value
// of its own: two first attempts that meet would else fail on the primary key, which is not the constraint of the conflict.
const TAKE = `
  insert into rate_limit as r (id, key, count, "lastRequest") values (gen_random_uuid()::text, $1, 1, $2)
  on conflict (key) do update set
    count = case when r."lastRequest" <= $2 - $3::bigint then 1 else r.count + 1 end,
    "lastRequest" = case when r."lastRequest" <= $2 - $3::bigint then $2 else r."lastRequest" end
  returning count, "lastRequest" as started_ms`;

/** Counts one attempt. Null when it may go on, else the seconds until the window ends. */
export async function takeAttempt(sql: Sql, { key, max, windowMs, now }: AttemptLimit): Promise<number | null> {
  const { rows } = await sql.query<Row>(TAKE, [key, now.getTime(), windowMs]);
  const row = rows[0];
  if (!row || row.count <= max) return null;
  return Math.max(1, Math.ceil((Number(row.started_ms) + windowMs - now.getTime()) / 1000));
}

/** Gives the attempts of a key back, and forgets windows that ended a day ago. */
export async function forgetAttempts(sql: Sql, { key, now }: { key: string; now: Date }): Promise<void> {
  await sql.query('delete from rate_limit where key = $1 or "lastRequest" < $2', [key, now.getTime() - 86_400_000]);
}
