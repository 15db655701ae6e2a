import type { Sql } from '../core/storage';

export const PARTITIONED = ['call', 'endpoint_minute', 'consumer_minute', 'caller_hour'] as const;
export type Partitioned = (typeof PARTITIONED)[number];

export interface Partition {
  parent: Partitioned;
  /** `YYYY-MM-DD`, UTC. */
  day: string;
}

/** Every partition there is, oldest first. */
export async function listPartitions(sql: Sql): Promise<Partition[]> {
  const { rows } = await sql.query<Partition>(
    `select p.relname parent, to_char(to_date(right(c.relname, 8), 'YYYYMMDD'), 'YYYY-MM-DD') as day
     from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
     where p.relname = any($1) and p.relnamespace = 'public'::regnamespace
       and c.relname ~ ('^' || p.relname || '_[0-9]{8}$')
     order by day, parent`,
    [PARTITIONED],
  );
  return rows;
}
