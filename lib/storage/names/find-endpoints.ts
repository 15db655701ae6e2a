import { endpointName, isOther } from '../../shared';
import type { Sql } from '../core/storage';

export interface EndpointName {
  /** Of the endpoint that it counts as, as all else. */
  id: number;
  method: string;
  /** As it is shown. */
  route: string;
  /** As it came. */
  template: string;
  /** As what was asked for came: a call of that id that stored no path had this one. */
  asked: string;
  isLogin: boolean;
  /** Since when its calls are taken and not stored. */
  ignoredAt: Date | null;
  firstSeenAt: Date;
  lastSeenAt: Date;
}

/** The columns of an EndpointName. */
const ENDPOINT_COLUMNS = `r.id, r.method, coalesce(r.label, r.route) as route, r.route as template,
  e.route as asked, r.is_login or coalesce(m.is_login, false) as "isLogin",
  r.ignored_at as "ignoredAt",
  least(r.first_seen_at, m.first_at) as "firstSeenAt", greatest(r.last_seen_at, m.last_at) as "lastSeenAt"`;

// what was merged into the endpoint: 3 µs for each endpoint that is asked for; index endpoint_counts_as
const MERGED = `
  select bool_or(s.is_login) as is_login, min(s.first_seen_at) as first_at, max(s.last_seen_at) as last_at
    from endpoint s where s.project_id = $1 and s.counts_as = r.id`;

/** Method, route and marks of endpoints by the ids that are asked for, merged ones among them. */
export async function findEndpointsById(
  sql: Sql,
  projectId: number,
  ids: readonly number[],
): Promise<Map<number, EndpointName>> {
  const { rows } = await sql.query<EndpointName & { key: number }>(
    `select e.id as key, ${ENDPOINT_COLUMNS}
       from endpoint e join endpoint r on r.project_id = e.project_id and r.id = coalesce(e.counts_as, e.id)
       left join lateral (${MERGED}) m on true
      where e.project_id = $1 and e.id = any($2::int[])`,
    [projectId, [...new Set(ids)]],
  );
  return new Map(rows.map(({ key, ...name }) => [key, name]));
}

/** Ids of the endpoints that are flagged as login endpoints, or that such ones count as. */
export async function findLoginEndpointIds(sql: Sql, projectId: number): Promise<number[]> {
  const { rows } = await sql.query<{ id: number }>(
    'select distinct coalesce(counts_as, id) as id from endpoint where project_id = $1 and is_login',
    [projectId],
  );
  return rows.map(({ id }) => id);
}

/** `METHOD route` of endpoints by id; words for the one of all other routes. */
export async function findEndpointNames(
  sql: Sql,
  { projectId, ids }: { projectId: number; ids: readonly number[] },
): Promise<Map<number, string>> {
  const endpoints = await findEndpointsById(sql, projectId, ids);
  return new Map(
    [...endpoints].map(([id, named]) => [id, isOther(named) ? endpointName(named) : `${named.method} ${named.route}`]),
  );
}
