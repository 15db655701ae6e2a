import type { Sql } from '../core/storage';
import type { DictionaryName } from './dictionary-tables';

export interface NamesSeen {
  dictionary: Exclude<DictionaryName, 'user_agent'>;
  projectId: number;
  ids: readonly number[];
  /** When the last call of each finished. */
  lastSeenAt: readonly Date[];
}

/** Moves `last_seen_at` forward, never back; rows are locked in the order of their ids. */
export async function touchNames(sql: Sql, { dictionary, projectId, ids, lastSeenAt }: NamesSeen): Promise<void> {
  await sql.query(
    `with seen as materialized (
       select d.id, u.at
         from unnest($2::int[], $3::timestamptz[]) u(id, at)
         join ${dictionary} d on d.project_id = $1 and d.id = u.id
        where d.last_seen_at < u.at
        order by d.id
          for update of d)
     update ${dictionary} d set last_seen_at = seen.at from seen where d.project_id = $1 and d.id = seen.id`,
    [projectId, ids, lastSeenAt],
  );
}
