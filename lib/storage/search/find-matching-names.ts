import type { Sql } from '../core/storage';

const idsOf = ({ rows }: { rows: { id: number }[] }): number[] => rows.map(({ id }) => id);

/** Ids of the endpoints whose own route is like one of the patterns (of SQL), whatever they count as. */
export async function findEndpointIdsLike(sql: Sql, projectId: number, likes: readonly string[]): Promise<number[]> {
  const text = 'select id from endpoint where project_id = $1 and route like any($2::text[])';
  return idsOf(await sql.query<{ id: number }>(text, [projectId, likes]));
}

/** Ids of all that counts as an endpoint whose shown route is like one of the patterns. */
export async function findRouteIdsLike(sql: Sql, projectId: number, likes: readonly string[]): Promise<number[]> {
  const text = `select e.id from endpoint e left join endpoint r on r.project_id = e.project_id and r.id = e.counts_as
    where e.project_id = $1 and coalesce(r.label, r.route, e.label, e.route) like any($2::text[])`;
  return idsOf(await sql.query<{ id: number }>(text, [projectId, likes]));
}

/** Ids of all that counts as the endpoints of these ids, or as what they count as. */
export async function findFamilyIds(sql: Sql, projectId: number, ids: readonly number[]): Promise<number[]> {
  const text = `select id from endpoint where project_id = $1 and coalesce(counts_as, id) in (
    select coalesce(counts_as, id) from endpoint where project_id = $1 and id = any($2::int[]))`;
  return idsOf(await sql.query<{ id: number }>(text, [projectId, ids]));
}

/** Ids of all endpoints. */
export async function listEndpointIds(sql: Sql, projectId: number): Promise<number[]> {
  return idsOf(await sql.query<{ id: number }>('select id from endpoint where project_id = $1', [projectId]));
}

/** Ids of the consumers of these names, as far as calls ever named them. */
export async function findConsumerIds(sql: Sql, projectId: number, names: readonly string[]): Promise<number[]> {
  const text = 'select id from consumer where project_id = $1 and name = any($2::text[])';
  return idsOf(await sql.query<{ id: number }>(text, [projectId, names]));
}

/**
 * Ids of the user agents that hold one of the texts, in whatever case. Of 50,000, `ilike` takes twice as long for a word, and 16 times
 * for 250 letters that nearly match.
 */
export async function findUserAgentIdsHolding(
  sql: Sql,
  projectId: number,
  texts: readonly string[],
): Promise<number[]> {
  const text = `with part as materialized (select lower(text) text from unnest($2::text[]) text)
    select id from user_agent where project_id = $1
      and exists (select from part where strpos(lower(value), part.text) > 0)`;
  return idsOf(await sql.query<{ id: number }>(text, [projectId, texts]));
}
