import type { Sql } from '../core/storage';
import type { ProjectRecord } from './project-record';

// project_pkey, environment_pkey. Each request asks for it: one statement, not one for each table.
const FIND = `
  select p.id, p.organization_id as "organizationId", p.slug, p.name, p.retention_days as "retentionDays",
         p.minute_days as "minuteDays", p.hour_days as "hourDays", p.day_days as "dayDays",
         p.calls_since as "callsSince", p.minutes_since as "minutesSince", p.hours_since as "hoursSince",
         p.quota_per_minute as "quotaPerMinute", p.apdex_ms as "apdexMs", p.created_at as "createdAt",
         (select coalesce(json_agg(json_build_object('id', e.id, 'slug', e.slug, 'archive', e.archive) order by e.id), '[]')
            from environment e where e.project_id = p.id) as environments
    from project p where p.id = $1`;

/** The project with this id, of whatever organization: the caller compares it with its own. */
export async function findProject(sql: Sql, projectId: number): Promise<ProjectRecord | null> {
  const { rows } = await sql.query<ProjectRecord>(FIND, [projectId]);
  return rows[0] ?? null;
}
