import type { Sql } from '../core/storage';
import { countsAsLogin } from '../dictionaries/counts-as-login';
import { lockDictionary } from '../dictionaries/resolve-names';

/** An endpoint whose route was made of a path and that counts as no other. */
export interface PathEndpoint {
  id: number;
  method: string;
  route: string;
  /** A person or a sender gave it a meaning: flagged, named, ignored, or asked for by a rate policy or a rule. */
  pinned: boolean;
  /** Those that the API served (2xx), as far as rollups know them, which tell 304 as a redirect. */
  calls: number;
  /** On which it served some. */
  days: number;
}

/** Endpoints made of paths with their calls of the last 30 days; some 30 ms for 2,000 of them called each day. */
export async function listPathEndpoints(sql: Sql, projectId: number): Promise<PathEndpoint[]> {
  const { rows } = await sql.query<PathEndpoint>(
    `with environments as materialized (select id from environment where project_id = $1),
       asked as materialized (
         select endpoint_id as id from rate_policy where project_id = $1
          union select (definition->'filters'->>'endpoint')::int from rule where project_id = $1 and kind = 'metric')
     select e.id, e.method, e.route, coalesce(sum(d.s2xx), 0)::float8 as calls,
            count(distinct d.at) filter (where d.s2xx > 0)::int as days,
            ${countsAsLogin('e')} or e.label is not null or e.ignored_at is not null
              or exists (select from asked where asked.id = e.id) as pinned
       from endpoint e
       left join endpoint_day d on d.project_id = e.project_id and d.endpoint_id = e.id
        and d.environment_id in (select id from environments)
        and d.at > now() - interval '30 days'
      where e.project_id = $1 and e.from_path and e.counts_as is null
      group by e.id, e.method, e.route, e.is_login, e.label, e.ignored_at, e.project_id`,
    [projectId],
  );
  return rows;
}

export interface Merge {
  sourceId: number;
  targetId: number;
}

/**
 * One change at a time, until COMMIT, to what counts as what in a project: those of people, and those that ingest makes when it finds
 * a parameter. Before any endpoint is locked, and before it is read what is to be changed.
 */
export async function lockMerges(tx: Sql, projectId: number): Promise<void> {
  await lockDictionary(tx, { projectId, dictionary: 'endpoint' });
}

/**
 * What each source counts as in the end, where targets are merged at the same time. Leaves out what would have endpoints count as
 * each other.
 */
function withRoots(merges: readonly Merge[]): (Merge & { rootId: number })[] {
  const targets = new Map<number, number>();
  const rootOf = (id: number): number => {
    const next = targets.get(id);
    return next === undefined ? id : rootOf(next);
  };
  for (const { sourceId, targetId } of merges) if (rootOf(targetId) !== sourceId) targets.set(sourceId, targetId);
  return [...targets].map(([sourceId, targetId]) => ({ sourceId, targetId, rootId: rootOf(targetId) }));
}

/**
 * Lets endpoints count as others from now on, with all that count as them. Targets count as no other, but for what these merges
 * say. What is known of each stays with it, so that it can be taken back: reads put it together. In a transaction.
 */
export async function mergeEndpointRows(
  sql: Sql,
  { projectId, merges }: { projectId: number; merges: readonly Merge[] },
): Promise<void> {
  if (merges.length === 0) return;
  await lockMerges(sql, projectId);
  const rooted = withRoots(merges);
  await sql.query(
    `update endpoint e set counts_as = u.root, merged_into = case when e.id = u.source then u.target else e.merged_into end
       from unnest($2::int[], $3::int[], $4::int[]) u(source, target, root)
      where e.project_id = $1 and (e.id = u.source or e.counts_as = u.source)`,
    [
      projectId,
      rooted.map(({ sourceId }) => sourceId),
      rooted.map(({ targetId }) => targetId),
      rooted.map(({ rootId }) => rootId),
    ],
  );
}
