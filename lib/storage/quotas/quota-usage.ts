import type { Sql } from '../core/storage';

/** Of these a project's calls are counted. */
export type QuotaPeriod = 'day' | 'month';

/** Every quota of a project. What that of the minute refused is counted by day; its calls each process counts for itself. */
export type QuotaName = QuotaPeriod | 'minute';

const DAY_MS = 86_400_000;

/** First day (UTC) of what each quota is counted by at a time, as `YYYY-MM-DD`. */
export function periodsOf(at: Date): Record<QuotaName, string> {
  const day = at.toISOString().slice(0, 10);
  return { minute: day, day, month: `${day.slice(0, 7)}-01` };
}

/** The first moment (UTC) after what the quota is counted by. */
export function resetOf({ period, starts }: { period: QuotaName; starts: string }): Date {
  const from = new Date(`${starts}T00:00:00Z`);
  if (period !== 'month') return new Date(from.getTime() + DAY_MS);
  return new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
}

/** What a process adds to the use of one quota. */
export interface QuotaDelta {
  projectId: number;
  period: QuotaName;
  starts: string;
  calls: number;
  /** Those that this quota refused. */
  refusedPosts: number;
  refusedBytes: number;
}

export interface QuotaTotal {
  projectId: number;
  period: QuotaName;
  starts: string;
  calls: number;
}

const TOTAL = `project_id as "projectId", period, to_char(starts, 'YYYY-MM-DD') as starts, calls::float8 as calls`;

// quota_usage_pkey; rows in the order of the key, so that two processes never wait for each other
const ADD = `
  insert into quota_usage as known (project_id, period, starts, calls, refused_posts, refused_bytes, first_refused_at, last_refused_at)
  select p, k, s, c, r, b, case when r > 0 then $7::timestamptz end, case when r > 0 then $7::timestamptz end
    from unnest($1::int[], $2::text[], $3::date[], $4::bigint[], $5::bigint[], $6::bigint[]) as given(p, k, s, c, r, b)
   order by p, k, s
  on conflict (project_id, period, starts) do update set
    calls = known.calls + excluded.calls, refused_posts = known.refused_posts + excluded.refused_posts,
    refused_bytes = known.refused_bytes + excluded.refused_bytes,
    first_refused_at = coalesce(known.first_refused_at, excluded.first_refused_at),
    last_refused_at = coalesce(excluded.last_refused_at, known.last_refused_at)
  returning ${TOTAL}`;

/** Adds what a process counted, and answers what all of them have counted by now. */
export async function addQuotaUse(sql: Sql, deltas: readonly QuotaDelta[], now: Date): Promise<QuotaTotal[]> {
  const { rows } = await sql.query<QuotaTotal>(ADD, [
    deltas.map((one) => one.projectId),
    deltas.map((one) => one.period),
    deltas.map((one) => one.starts),
    deltas.map((one) => one.calls),
    deltas.map((one) => one.refusedPosts),
    deltas.map((one) => one.refusedBytes),
    now,
  ]);
  return rows;
}

/** What a project has used of the day and month of `now`; periods without a call are left out. */
export async function readQuotaTotals(sql: Sql, projectId: number, now: Date): Promise<QuotaTotal[]> {
  const { day, month } = periodsOf(now);
  const { rows } = await sql.query<QuotaTotal>(
    `select ${TOTAL} from quota_usage
      where project_id = $1 and (period, starts) in (('day', $2::date), ('month', $3::date))`,
    [projectId, day, month],
  );
  return rows;
}

/** A quota of a project and what it came to; counts are 0 before the first call, `calls` of the minute's always. */
export interface QuotaStanding {
  period: QuotaName;
  starts: string;
  /** Null: no quota. */
  limit: number | null;
  calls: number;
  refusedPosts: number;
  refusedBytes: number;
  firstRefusedAt: Date | null;
  lastRefusedAt: Date | null;
}

/** All quotas of a project at `now`; null when there is no such project. */
export async function readQuotaStanding(
  sql: Sql,
  projectId: number,
  now: Date,
): Promise<Record<QuotaName, QuotaStanding> | null> {
  const { day, month } = periodsOf(now);
  const { rows } = await sql.query<QuotaStanding>(
    `select k.period, to_char(k.starts, 'YYYY-MM-DD') as starts,
            case k.period when 'minute' then p.quota_per_minute when 'day' then p.quota_per_day else p.quota_per_month end as "limit",
            coalesce(q.calls, 0)::float8 as calls, coalesce(q.refused_posts, 0)::float8 as "refusedPosts",
            coalesce(q.refused_bytes, 0)::float8 as "refusedBytes", q.first_refused_at as "firstRefusedAt",
            q.last_refused_at as "lastRefusedAt"
       from project p
      cross join (values ('day', $2::date), ('minute', $2::date), ('month', $3::date)) as k(period, starts)
       left join quota_usage q on q.project_id = $1 and q.period = k.period and q.starts = k.starts
      where p.id = $1 order by k.period`,
    [projectId, day, month],
  );
  const [ofDay, ofMinute, ofMonth] = rows;
  return ofDay && ofMinute && ofMonth ? { day: ofDay, minute: ofMinute, month: ofMonth } : null;
}
