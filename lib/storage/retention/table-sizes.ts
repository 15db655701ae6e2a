import type { Sql } from '../core/storage';

const TABLES = [
  'call',
  'caller_day',
  'endpoint_minute',
  'consumer_minute',
  'caller_hour',
  'consumer_caller_hour',
  'endpoint_hour',
  'consumer_hour',
  'endpoint_day',
  'consumer_day',
  'endpoint_consumers_day',
] as const;
export type SizedTable = (typeof TABLES)[number];

/** What a project's rows take of a table, or of one day of it. */
export interface TableSize {
  table: SizedTable;
  /** `YYYY-MM-DD` of a partition; null of a table that has none. */
  day: string | null;
  bytes: number;
  /** What of it is of archives, which are kept for good. */
  archiveBytes: number;
}

interface Relation {
  table: SizedTable;
  name: string;
  day: string | null;
  bytes: number;
  pages: number;
}

/** Tables up to so many pages are counted whole; of larger ones a sample of about so many tells the share. */
const SAMPLE_PAGES = 200;

/** What tells the bytes of a relation, with its indexes and without. */
interface Measure {
  joins: string;
  total: string;
  own: string;
}

const PLAIN: Measure = { joins: '', total: 'pg_total_relation_size(c.oid)', own: 'pg_relation_size(c.oid)' };
/** On the coordinator a table that was spread is an empty shell: its nodes are asked. */
const SPREAD: Measure = {
  joins: 'left join pg_dist_partition d on d.logicalrelid = c.oid',
  total:
    'case when d.logicalrelid is null then pg_total_relation_size(c.oid) else citus_total_relation_size(c.oid) end',
  own: 'case when d.logicalrelid is null then pg_relation_size(c.oid) else citus_relation_size(c.oid) end',
};

const relationsText = ({ joins, total, own }: Measure): string => `
  select * from (
    select coalesce(p.relname, c.relname) as "table", c.relname as name,
           case when p.relname is not null then to_char(to_date(right(c.relname, 8), 'YYYYMMDD'), 'YYYY-MM-DD') end as day,
           (${total})::float8 as bytes, (${own} / 8192)::float8 as pages
      from pg_class c
      left join pg_inherits i on i.inhrelid = c.oid
      left join pg_class p on p.oid = i.inhparent
      ${joins}
     where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and coalesce(p.relname, c.relname) = any($1)) r
   where r.pages > 0
   order by r."table", r.day`;

async function listRelations(sql: Sql): Promise<Relation[]> {
  const { rows } = await sql.query<{ isThere: boolean }>(
    `select to_regproc('citus_total_relation_size') is not null as "isThere"`,
  );
  const text = relationsText(rows[0]?.isThere ? SPREAD : PLAIN);
  return (await sql.query<Relation>(text, [TABLES])).rows;
}

function shareText({ name, pages }: Relation, at: number): string {
  const percent = Math.min(100, (100 * SAMPLE_PAGES) / pages);
  return `select ${at} as at, count(*) filter (where project_id = $1)::float8 as own, count(*)::float8 as "all",
                 count(*) filter (where project_id = $1 and environment_id = any($2::smallint[]))::float8 as archived
            from ${name} tablesample system (${percent})`;
}

interface Owner {
  projectId: number;
  /** Its archive environments. */
  archiveIds: readonly number[];
}

/**
 * Bytes on disk, indexes included, of each table and partition that hold rows of the project, by its share of their rows; on a
 * cluster those of all nodes. Tens of milliseconds; of tables beyond 1.6 MB the share is a sample of whole pages.
 */
export async function readTableSizes(sql: Sql, { projectId, archiveIds }: Owner): Promise<TableSize[]> {
  const relations = await listRelations(sql);
  if (relations.length === 0) return [];
  const { rows } = await sql.query<{ at: number; own: number; all: number; archived: number }>(
    relations.map(shareText).join(' union all '),
    [projectId, archiveIds],
  );
  return rows.flatMap(({ at, own, all, archived }) => {
    const relation = relations[at];
    if (!relation || own === 0) return [];
    const { table, day, bytes } = relation;
    const shareOf = (count: number): number => Math.round((bytes * count) / all);
    return [{ table, day, bytes: shareOf(own), archiveBytes: shareOf(archived) }];
  });
}
