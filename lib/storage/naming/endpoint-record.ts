import type { Sql } from '../core/storage';
import { isCounted } from '../dictionaries/resolve-names';

/** An endpoint as people changed it. */
export interface EndpointRecord {
  id: number;
  method: string;
  route: string;
  label: string | null;
  mergedInto: number | null;
  countsAs: number | null;
  ignoredAt: Date | null;
}

interface Key {
  projectId: number;
  ids: readonly number[];
}

const COLUMNS = `id, method, route, label, merged_into as "mergedInto", counts_as as "countsAs", ignored_at as "ignoredAt"`;

/** Endpoints by id, in the order of their ids; nobody else changes them until COMMIT. */
export async function lockEndpoints(tx: Sql, { projectId, ids }: Key): Promise<Map<number, EndpointRecord>> {
  const { rows } = await tx.query<EndpointRecord>(
    `select ${COLUMNS} from endpoint where project_id = $1 and id = any($2::int[]) order by id for update`,
    [projectId, ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** Is there another endpoint that is shown so? */
export async function isShownAs(
  sql: Sql,
  { projectId, id, method, route }: { projectId: number; id: number; method: string; route: string },
): Promise<boolean> {
  const { rows } = await sql.query(
    `select 1 from endpoint
      where project_id = $1 and id <> $2 and counts_as is null and method = $3 and coalesce(label, route) = $4 limit 1`,
    [projectId, id, method, route],
  );
  return rows.length > 0;
}

/** Shows another route in the place of the endpoint's own; null: its own. */
export async function setEndpointLabel(
  sql: Sql,
  { projectId, id, label }: { projectId: number; id: number; label: string | null },
): Promise<void> {
  await sql.query('update endpoint set label = $3 where project_id = $1 and id = $2', [projectId, id, label]);
}

/** Lets ingest store the calls of endpoints no longer, or again where `at` is null. */
export async function setEndpointsIgnored(
  sql: Sql,
  { projectId, ids, at }: { projectId: number; ids: readonly number[]; at: Date | null },
): Promise<void> {
  await sql.query('update endpoint set ignored_at = $3 where project_id = $1 and id = any($2::int[])', [
    projectId,
    ids,
    at,
  ]);
}

/**
 * Lets endpoints that were merged count for themselves again, with all that was merged into them before. Follows the chain
 * of what was merged into what, so that it works out what each counts as; by itself, since no cluster follows it in an UPDATE.
 */
export async function separateEndpointRows(tx: Sql, { projectId, ids }: Key): Promise<void> {
  await tx.query('update endpoint set merged_into = null where project_id = $1 and id = any($2::int[])', [
    projectId,
    ids,
  ]);
  const { rows } = await tx.query<{ id: number; root: number }>(
    `with recursive chain(id, root) as (
       select id, id from endpoint where project_id = $1 and id = any($2::int[])
       union all
       select e.id, chain.root from endpoint e join chain on e.merged_into = chain.id where e.project_id = $1)
     select id, root from chain`,
    [projectId, ids],
  );
  await tx.query(
    `update endpoint e set counts_as = nullif(u.root, e.id)
       from unnest($2::int[], $3::int[]) u(id, root) where e.project_id = $1 and e.id = u.id`,
    [projectId, rows.map(({ id }) => id), rows.map(({ root }) => root)],
  );
}

/** An endpoint whose route was made of a path and that was merged. */
export interface MergedPath {
  id: number;
  route: string;
  /** Route of the endpoint that it was merged into, as it came and as it is shown. */
  into: [own: string, shown: string];
  /** Another endpoint is shown as this one would be. */
  isTaken: boolean;
}

/** Endpoints made of paths that were merged, by ingest or by a person; unique index of method and route, and endpoint_label. */
export async function listMergedPaths(sql: Sql, projectId: number): Promise<MergedPath[]> {
  const { rows } = await sql.query<MergedPath>(
    `select e.id, e.route, array[r.route, coalesce(r.label, r.route)] as into,
            exists (select from endpoint o
                     where o.project_id = $1 and o.counts_as is null and o.method = e.method
                       and o.label = coalesce(e.label, e.route))
              or exists (select from endpoint o
                          where o.project_id = $1 and o.counts_as is null and o.method = e.method and o.label is null
                            and o.route = coalesce(e.label, e.route)) as "isTaken"
       from endpoint e join endpoint r on r.project_id = $1 and r.id = e.merged_into
      where e.project_id = $1 and e.from_path order by e.id`,
    [projectId],
  );
  return rows;
}

export interface ChangedEndpoint extends EndpointRecord {
  /** Of the endpoint that it was merged into, as it is shown. */
  into: string | null;
  /** Its route was made of a path, so that it may have been merged by what was seen. */
  fromPath: boolean;
  ignoredCalls: number;
  lastIgnoredAt: Date | null;
}

/** Endpoints that are merged, renamed or ignored, and those of which calls were once ignored; the first thousand by route. */
export async function listChangedEndpoints(sql: Sql, projectId: number): Promise<ChangedEndpoint[]> {
  const { rows } = await sql.query<ChangedEndpoint>(
    `with counted as (
       select cause_id, sum(calls)::float8 as calls, max(last_at) as last_at
         from ignored_calls where project_id = $1 and cause = 'endpoint' group by cause_id)
     select e.id, e.method, e.route, e.label, e.merged_into as "mergedInto", e.counts_as as "countsAs",
            e.ignored_at as "ignoredAt", e.from_path as "fromPath",
            t.method || ' ' || coalesce(t.label, t.route) as into,
            coalesce(c.calls, 0) as "ignoredCalls", c.last_at as "lastIgnoredAt"
       from endpoint e
       left join endpoint t on t.project_id = e.project_id and t.id = e.merged_into
       left join counted c on c.cause_id = e.id
      where e.project_id = $1
        and (e.counts_as is not null or e.label is not null or e.ignored_at is not null or c.calls is not null)
      order by e.route, e.method limit 1000`,
    [projectId],
  );
  return rows;
}

/** Endpoints that are not merged and were called in the last 30 days: what the bound of endpoints counts. `__other__` is none. */
export async function countLiveEndpoints(sql: Sql, projectId: number): Promise<number> {
  const { rows } = await sql.query<{ live: number }>(
    `select count(*)::int as live from endpoint
      where project_id = $1 and ${isCounted('endpoint')}`,
    [projectId],
  );
  return rows[0]?.live ?? 0;
}
