import type { Sql } from '../core/storage';

/** What stays of a project that is erased: the receipt and the activity log, neither with a value of a person. */
const KEPT = ['erasure', 'activity_log'];

export interface ProjectTable {
  /** Table or partition. */
  name: string;
  /** The table that a partition belongs to, else the table itself. */
  of: string;
}

/** Every table with rows of projects, by the catalog: one that is added is erased, too. */
export async function listProjectTables(sql: Sql): Promise<ProjectTable[]> {
  const { rows } = await sql.query<ProjectTable>(
    `select c.relname as name, coalesce(p.relname, c.relname) as "of"
       from pg_class c
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'project_id' and not a.attisdropped
       left join pg_inherits i on i.inhrelid = c.oid
       left join pg_class p on p.oid = i.inhparent
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace and c.relname <> all($1)
      order by 2, 1`,
    [KEPT],
  );
  return rows;
}

const nameOf = (table: string): string => `"${table.replaceAll('"', '""')}"`;

/** Deletes some rows of a project from a table or partition; answers how many. A partition dropped meanwhile has none. */
export async function deleteProjectRows(
  tx: Sql,
  { table, projectId, limit }: { table: string; projectId: number; limit: number },
): Promise<number> {
  const known = await tx.query<{ there: boolean }>(`select to_regclass('public.' || $1) is not null as there`, [
    nameOf(table),
  ]);
  if (known.rows[0]?.there !== true) return 0;
  const { rowCount } = await tx.query(
    `delete from ${nameOf(table)} where project_id = $1 and ctid = any(array(
       select ctid from ${nameOf(table)} where project_id = $1 limit $2))`,
    [projectId, limit],
  );
  return rowCount;
}

/** A table with the columns in which names may stand. */
export interface WordyTable {
  name: string;
  columns: readonly { name: string; json: boolean }[];
}

export interface WordyRow {
  ctid: string;
  values: Record<string, unknown>;
}

/** Rows of a project behind a place in the table whose columns hold one of the texts, locked; in the order of the table. */
export async function lockWordyRows(
  tx: Sql,
  {
    table,
    projectId,
    texts,
    after,
    limit,
  }: { table: WordyTable; projectId: number; texts: readonly string[]; after: string; limit: number },
): Promise<WordyRow[]> {
  const some = table.columns.map(({ name }) => `strpos(${nameOf(name)}::text, given) > 0`).join(' or ');
  const values = table.columns.map(({ name }) => `'${name}', ${nameOf(name)}`).join(', ');
  const { rows } = await tx.query<WordyRow>(
    `select ctid::text, json_build_object(${values}) as values from ${nameOf(table.name)}
      where project_id = $1 and ctid > $2::tid and exists (select from unnest($3::text[]) given where ${some})
      order by ctid limit $4 for update`,
    [projectId, after, texts, limit],
  );
  return rows;
}

/** Writes the changed columns of a row that `lockWordyRows` locked. */
export async function updateWordyRow(
  tx: Sql,
  { table, projectId, row }: { table: WordyTable; projectId: number; row: WordyRow },
): Promise<void> {
  const changed = table.columns.filter(({ name }) => name in row.values);
  const set = changed.map(({ name, json }, at) => `${nameOf(name)} = $${at + 3}${json ? '::jsonb' : ''}`).join(', ');
  const given = changed.map(({ name, json }) => (json ? JSON.stringify(row.values[name]) : row.values[name]));
  await tx.query(`update ${nameOf(table.name)} set ${set} where project_id = $1 and ctid = $2::tid`, [
    projectId,
    row.ctid,
    ...given,
  ]);
}
