import type { Sql } from '../core/storage';
import type { DictionaryName } from './dictionary-tables';

export interface NamesSeen {
  dictionary: DictionaryName;
  projectId: number;
  ids: readonly number[];
  /** Start of the first minute with a call of each. */
  firstSeenAt: readonly Date[];
  /** When the last call of each finished. */
  lastSeenAt: readonly Date[];
}

const MINUTE_MS = 60_000;

/**
 * Moves `last_seen_at` forward, never back, and `first_seen_at` back by whole minutes, for history that comes late; rows are
 * locked in the order of their ids, by a statement of its own: a cluster locks none inside an UPDATE. In a transaction.
 */
export async function touchNames(sql: Sql, seen: NamesSeen): Promise<void> {
  const { dictionary, projectId, ids, firstSeenAt, lastSeenAt } = seen;
  const given = `unnest($2::int[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[]) u(id, first_at, moves_from, last_at)`;
  const moves = `d.project_id = $1 and d.id = u.id and (d.last_seen_at < u.last_at or d.first_seen_at >= u.moves_from)`;
  const movesFrom = firstSeenAt.map((at) => new Date(at.getTime() + MINUTE_MS));
  const values = [projectId, ids, firstSeenAt, movesFrom, lastSeenAt];
  const { rowCount } = await sql.query(
    `select d.id from ${given} join ${dictionary} d on ${moves} order by d.id for update of d`,
    values,
  );
  if (rowCount === 0) return;
  await sql.query(
    `update ${dictionary} d
        set last_seen_at = greatest(d.last_seen_at, u.last_at),
            first_seen_at = case when d.first_seen_at >= u.moves_from then u.first_at else d.first_seen_at end
       from ${given} where ${moves}`,
    values,
  );
}
