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

interface Owner {
  projectId: number;
  /** Its archive environments. */
  archiveIds: readonly number[];
}

const OWN = `count(*) filter (where project_id = $1)::float8 as own,
    count(*) filter (where project_id = $1 and environment_id = any($2::smallint[]))::float8 as archived`;

/** Of so few rows in a sample, the luck of its pages tells the share: they are counted, up to `FEW_ROWS`. */
const FEW_SAMPLED = 1_000;
const FEW_ROWS = 10_000;

const sampled = ({ pages }: Relation): number => Math.min(1, SAMPLE_PAGES / pages);

/** The same pages each time: what did not change is told as before. */
const sampleText = (relation: Relation, at: number): string =>
  `select ${at} as at, count(*) filter (where project_id <> $1)::float8 as others, ${OWN}
     from ${relation.name} tablesample system (${100 * sampled(relation)}) repeatable (0)`;

const fewText = ({ name }: Relation, at: number): string =>
  `select ${at} as at, ${OWN}
     from (select project_id, environment_id from ${name} where project_id = $1 limit ${FEW_ROWS}) few`;

interface Rows {
  at: number;
  own: number;
  archived: number;
}

type Sample = Rows & { others: number };

async function readEach<T extends Rows>(sql: Sql, texts: readonly string[], { projectId, archiveIds }: Owner) {
  if (texts.length === 0) return [];
  return (await sql.query<T>(texts.join(' union all '), [projectId, archiveIds])).rows;
}

const scale = ({ at, own, archived, others }: Sample, by: number): Sample => ({
  at,
  own: own * by,
  archived: archived * by,
  others: others * by,
});

/** What was counted, unless the count ended before all that the sample tells of. */
const rowsOf = (told: Sample, counted: Rows | undefined): Sample =>
  counted && (counted.own < FEW_ROWS || counted.own > told.own) ? { ...told, ...counted } : told;

/** Bytes by the share of the rows; never 0 where there are some. */
function sizeOf({ table, day, bytes }: Relation, { own, archived, others }: Sample): TableSize {
  const shareOf = (count: number): number => Math.ceil((bytes * count) / (own + others));
  return { table, day, bytes: shareOf(own), archiveBytes: shareOf(archived) };
}

/**
 * Bytes on disk, indexes included, of each table and partition that hold rows of the project, by its share of their rows; on a
 * cluster those of all nodes. Tens of milliseconds; of tables beyond 1.6 MB the share is a sample of whole pages, but that few
 * rows of the project are counted.
 */
export async function readTableSizes(sql: Sql, owner: Owner): Promise<TableSize[]> {
  const relations = await listRelations(sql);
  const samples = new Map((await readEach<Sample>(sql, relations.map(sampleText), owner)).map((row) => [row.at, row]));
  const isUnsure = (relation: Relation, at: number): boolean =>
    sampled(relation) < 1 && (samples.get(at)?.own ?? 0) < FEW_SAMPLED;
  const fewTexts = relations.flatMap((relation, at) => (isUnsure(relation, at) ? [fewText(relation, at)] : []));
  const few = new Map((await readEach<Rows>(sql, fewTexts, owner)).map((row) => [row.at, row]));
  return relations.flatMap((relation, at) => {
    const sample = samples.get(at);
    const rows = sample && rowsOf(scale(sample, 1 / sampled(relation)), few.get(at));
    return rows && rows.own > 0 ? [sizeOf(relation, rows)] : [];
  });
}
