import type { Sql } from '../core/storage';

/** A place in paths that holds a parameter, as it was decided. */
export interface RouteParameterRow {
  prefix: string;
  kind: string;
  name: string;
  kept: readonly string[];
  /** When a person gave it up: nothing is folded there from then on, and nothing found there. */
  givenUpAt: Date | null;
}

/** Places of a project that were found to hold a parameter, those that were given up too; route_parameter_pkey. */
export async function listRouteParameters(sql: Sql, projectId: number): Promise<RouteParameterRow[]> {
  const { rows } = await sql.query<RouteParameterRow>(
    `select prefix, kind, name, kept, given_up_at as "givenUpAt"
       from route_parameter where project_id = $1 order by prefix, kind`,
    [projectId],
  );
  return rows;
}

/** Keeps what was decided; the first to say it is right. */
export async function insertRouteParameters(
  sql: Sql,
  { projectId, parameters }: { projectId: number; parameters: readonly RouteParameterRow[] },
): Promise<void> {
  await sql.query(
    `insert into route_parameter (project_id, prefix, kind, name, kept)
     select $1::int, p, k, n, array(select jsonb_array_elements_text(v::jsonb))
       from unnest($2::text[], $3::text[], $4::text[], $5::text[]) u(p, k, n, v) order by p, k
     on conflict do nothing`,
    [
      projectId,
      parameters.map(({ prefix }) => prefix),
      parameters.map(({ kind }) => kind),
      parameters.map(({ name }) => name),
      parameters.map(({ kept }) => JSON.stringify(kept)),
    ],
  );
}

/** Folds nothing at a place any more. */
export async function giveUpRouteParameter(
  tx: Sql,
  { projectId, prefix, kind, at }: { projectId: number; prefix: string; kind: string; at: Date },
): Promise<void> {
  await tx.query('update route_parameter set given_up_at = $4 where project_id = $1 and prefix = $2 and kind = $3', [
    projectId,
    prefix,
    kind,
    at,
  ]);
}
