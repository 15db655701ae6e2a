import type { World } from '../support/world';

/** What a table takes, its partitions together. */
export interface TableBytes {
  table: string;
  heap: number;
  indexes: number;
  /** Bytes a call, all in all. */
  perCall: number;
}

/** Heap with TOAST, and indexes, of every table of a project, rollups included; the largest first. */
export async function tableBytes({ admin }: World): Promise<TableBytes[]> {
  const { rows } = await admin.query<TableBytes>(
    `with sized as (
       select coalesce(p.relname, c.relname) as "table", sum(pg_table_size(c.oid)) as heap, sum(pg_indexes_size(c.oid)) as indexes
         from pg_class c
         left join pg_inherits i on i.inhrelid = c.oid
         left join pg_class p on p.oid = i.inhparent
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
          and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'project_id')
        group by 1)
     select "table", heap::float8, indexes::float8, ((heap + indexes) / (select count(*) from call))::float8 as "perCall"
       from sized order by heap + indexes desc`,
  );
  return rows;
}

const LEAST_SHOWN = 0.05;

/** Lines that say which table costs what. */
export function linesOf(tables: readonly TableBytes[]): string[] {
  const all = tables.reduce((sum, { perCall }) => sum + perCall, 0);
  const shown = tables.filter(({ perCall }) => perCall >= LEAST_SHOWN);
  return [
    `${all.toFixed(1)} bytes a call on disk, indexes and rollups included (promised: 180)`,
    ...shown.map(({ table, heap, indexes, perCall }) => {
      const share = indexes / (heap + indexes);
      return `  ${table.padEnd(24)}${perCall.toFixed(1).padStart(7)}, of it indexes ${(perCall * share).toFixed(1)}`;
    }),
  ];
}
