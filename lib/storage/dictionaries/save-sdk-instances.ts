import type { Sql } from '../core/storage';

/** What a batch says about the SDK that sent it. */
export interface SdkReport {
  projectId: number;
  environmentId: number;
  instance: string;
  sdk: string;
  version: string | null;
  /** Calls lost since the last batch that got through, by reason. */
  dropped: ReadonlyMap<string, number>;
  /** Declared routes; null when the batch does not say. */
  routes: readonly string[] | null;
}

const keyOf = (report: SdkReport): string => `${report.projectId}/${report.environmentId}/${report.instance}`;

/** More than this is told as this: what JSON and everybody who reads it can hold. */
const MOST_LOST = Number.MAX_SAFE_INTEGER;

function merge(older: SdkReport, newer: SdkReport): SdkReport {
  const dropped = new Map(older.dropped);
  for (const [reason, count] of newer.dropped)
    dropped.set(reason, Math.min(MOST_LOST, (dropped.get(reason) ?? 0) + count));
  return { ...newer, dropped, routes: newer.routes ?? older.routes, version: newer.version ?? older.version };
}

// the losses add up; routes and version stay until others are told
const UPSERT = `
  insert into sdk_instance as s (project_id, environment_id, instance, sdk, version, dropped, routes)
  select p, e, i, k, v, d::jsonb, coalesce((select array_agg(r) from jsonb_array_elements_text(o::jsonb) r), '{}')
    from unnest($1::int[], $2::smallint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) u(p, e, i, k, v, d, o)
   order by p, e, i
  on conflict (project_id, environment_id, instance) do update set
    sdk = excluded.sdk,
    version = coalesce(excluded.version, s.version),
    last_seen_at = clock_timestamp(),
    routes = case when cardinality(excluded.routes) > 0 then excluded.routes else s.routes end,
    dropped = case when excluded.dropped = '{}' then s.dropped else (
      select jsonb_object_agg(reason, count) from (
        select reason, least(sum(lost::numeric), ${MOST_LOST})::bigint as count
          from (select * from jsonb_each_text(s.dropped) union all select * from jsonb_each_text(excluded.dropped)) l(reason, lost)
         group by reason) sums) end`;

/** Adds what SDKs report about themselves to what is known of them. */
export async function saveSdkInstances(sql: Sql, reports: readonly SdkReport[]): Promise<void> {
  if (reports.length === 0) return;
  const merged = new Map<string, SdkReport>();
  for (const report of reports) {
    const known = merged.get(keyOf(report));
    merged.set(keyOf(report), known ? merge(known, report) : report);
  }
  const rows = [...merged.values()];
  await sql.query(UPSERT, [
    rows.map((row) => row.projectId),
    rows.map((row) => row.environmentId),
    rows.map((row) => row.instance),
    rows.map((row) => row.sdk),
    rows.map((row) => row.version),
    rows.map((row) => JSON.stringify(Object.fromEntries(row.dropped))),
    rows.map((row) => (row.routes === null ? null : JSON.stringify(row.routes))),
  ]);
}
