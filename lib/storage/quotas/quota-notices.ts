import type { Sql, Tx } from '../core/storage';
import { periodsOf, type QuotaName } from './quota-usage';

/**
 * A project that has come to 80 or 100 percent of a quota, of which nobody was told yet. That of the minute has no 80: it is
 * told of, once a day, when it has refused posts.
 */
export interface QuotaCrossing {
  projectId: number;
  projectName: string;
  period: QuotaName;
  starts: string;
  limit: number;
  calls: number;
  refusedPosts: number;
  level: 80 | 100;
}

// quota_usage has two rows of the present for each project that sends, and one where the minute's quota refused; that of yesterday
// may have been told of only now
const LIST = `
  select q.project_id as "projectId", p.name as "projectName", q.period, to_char(q.starts, 'YYYY-MM-DD') as starts,
         l.quota as "limit", q.calls::float8 as calls, q.refused_posts::float8 as "refusedPosts", l.level
    from quota_usage q
    join project p on p.id = q.project_id
   cross join lateral (
     select n.quota, case when q.period = 'minute' then case when q.refused_posts > 0 then 100 else 0 end
                          when q.calls >= n.quota then 100 when q.calls >= n.quota * 0.8 then 80 else 0 end as level
       from (select case q.period when 'minute' then p.quota_per_minute when 'day' then p.quota_per_day
                                  else p.quota_per_month end as quota) n) l
   where ((q.period = 'day' and q.starts = $1::date) or (q.period = 'month' and q.starts = $2::date)
          or (q.period = 'minute' and q.starts between $1::date - 1 and $1::date))
     and l.level > q.told
   order by q.project_id, q.period, q.starts`;

export async function listQuotaCrossings(sql: Sql, now: Date): Promise<QuotaCrossing[]> {
  const { day, month } = periodsOf(now);
  return (await sql.query<QuotaCrossing>(LIST, [day, month])).rows;
}

/** Notes that people are told; false when another process was first. */
export async function markQuotaTold(tx: Tx, crossing: QuotaCrossing): Promise<boolean> {
  const { projectId, period, starts, level } = crossing;
  const { rowCount } = await tx.query(
    'update quota_usage set told = $4 where project_id = $1 and period = $2 and starts = $3::date and told < $4',
    [projectId, period, starts, level],
  );
  return rowCount === 1;
}

const FORGET_TOLD = `
  update quota_usage q set told = 0
    from project p
   where p.id = $1 and q.project_id = $1 and q.told > 0
     and case q.period when 'day' then p.quota_per_day is distinct from $2
                       when 'month' then p.quota_per_month is distinct from $3 else false end`;

/** Sets the quotas of a day and a month; what was told of one that changes counts no more. */
export async function setQuotas(
  tx: Tx,
  change: { projectId: number; perDay: number | null; perMonth: number | null },
): Promise<void> {
  const { projectId, perDay, perMonth } = change;
  const values = [projectId, perDay, perMonth];
  await tx.query(FORGET_TOLD, values);
  await tx.query('update project set quota_per_day = $2, quota_per_month = $3 where id = $1', values);
}

/** Addresses of owners and admins of the project's organization, the oldest member first. */
export async function findManagerEmails(sql: Sql, projectId: number): Promise<string[]> {
  const { rows } = await sql.query<{ email: string }>(
    `select u.email
       from project p
       join member m on m."organizationId" = p.organization_id
                    and string_to_array(m.role, ',') && array['owner', 'admin']
       join "user" u on u.id = m."userId"
      where p.id = $1
      order by m."createdAt", u.id`,
    [projectId],
  );
  return rows.map(({ email }) => email);
}
