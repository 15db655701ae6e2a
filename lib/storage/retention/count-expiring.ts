import type { Sql } from '../core/storage';

/** Rows of a project that lie in a span of time, the archive's excepted. */
interface Span {
  projectId: number;
  archiveIds: readonly number[];
  from: Date;
  to: Date;
}

const OWN = 'project_id = $1 and environment_id <> all($4::smallint[])';

const numberOf = async (sql: Sql, text: string, { projectId, archiveIds, from, to }: Span): Promise<number> =>
  (await sql.query<{ n: number }>(text, [projectId, from, to, archiveIds])).rows[0]?.n ?? 0;

/** Raw calls of whole days (UTC), as the rollups count them. */
export const countExpiringCalls = (sql: Sql, span: Span): Promise<number> =>
  numberOf(
    sql,
    `select coalesce(sum(calls), 0)::float8 as n from endpoint_day where ${OWN} and endpoint_id = 0 and at >= $2 and at < $3`,
    span,
  );

/** Raw calls of the hours that begin in the span. */
export const countCallsByHour = (sql: Sql, span: Span): Promise<number> =>
  numberOf(
    sql,
    `select coalesce(sum(calls), 0)::float8 as n from endpoint_hour where ${OWN} and endpoint_id = 0 and at >= $2 and at < $3`,
    span,
  );

const TABLES = {
  minutes: ['endpoint_minute'],
  hours: ['endpoint_hour', 'consumer_hour'],
  days: ['endpoint_day', 'consumer_day'],
} as const;

/** Rows of a tier of the rollups, of endpoints and consumers. */
export function countExpiringRows(sql: Sql, tier: keyof typeof TABLES, span: Span): Promise<number> {
  const each = TABLES[tier].map((table) => `(select count(*) from ${table} where ${OWN} and at >= $2 and at < $3)`);
  return numberOf(sql, `select (${each.join(' + ')})::float8 as n`, span);
}
