import type { Sql } from '../core/storage';
import type { DictionaryName } from './dictionary-tables';

export interface NamesSeen {
  dictionary: Exclude<DictionaryName, 'user_agent'>;
  projectId: number;
  ids: readonly number[];
  /** Start of the first minute with a call of each. */
  firstSeenAt: readonly Date[];
  /** When the last call of each finished. */
  lastSeenAt: readonly Date[];
}

/**
 * Moves `last_seen_at` forward, never back, and `first_seen_at` back by whole minutes, for history that comes late; rows are
 * locked in the order of their ids.
 */
export async function touchNames(sql: Sql, seen: NamesSeen): Promise<void> {
  const { dictionary, projectId, ids, firstSeenAt, lastSeenAt } = seen;
  await sql.query(
    `with seen as materialized (
       select d.id, u.first_at, u.last_at
         from unnest($2::int[], $3::timestamptz[], $4::timestamptz[]) u(id, first_at, last_at)
         join ${dictionary} d on d.project_id = $1 and d.id = u.id
        where d.last_seen_at < u.last_at or d.first_seen_at >= u.first_at + interval '1 minute'
        order by d.id
          for update of d)
     update ${dictionary} d
        set last_seen_at = greatest(d.last_seen_at, seen.last_at),
            first_seen_at = case when d.first_seen_at >= seen.first_at + interval '1 minute' then seen.first_at else d.first_seen_at end
       from seen where d.project_id = $1 and d.id = seen.id`,
    [projectId, ids, firstSeenAt, lastSeenAt],
  );
}
