import type { Sql, Storage } from '../core/storage';
import { forgetPartition, retryOnLockTimeout } from './ensure-partitions';
import type { Partition } from './list-partitions';

const tableOf = ({ parent, day }: Partition): string => `${parent}_${day.replaceAll('-', '')}`;

/** Drops a day of a tier. */
export async function dropPartition(storage: Storage, partition: Partition): Promise<void> {
  const { parent, day } = partition;
  await retryOnLockTimeout(() => storage.query('select drop_partition($1, $2::date)', [parent, day]));
  forgetPartition(storage, parent, day);
}

/** Does a rollup tell of a call of an archive on this day? Archives keep their days for good. Over endpoint_day_pkey. */
async function isCounted(sql: Sql, day: string): Promise<boolean> {
  const { rowCount } = await sql.query(
    `with e as materialized (select project_id, id from environment where archive)
     select 1 from e join endpoint_day d on d.project_id = e.project_id and d.environment_id = e.id
      where d.at = $1 and d.endpoint_id = 0 limit 1`,
    [new Date(`${day}T00:00:00Z`)],
  );
  return rowCount > 0;
}

/** Days with calls of archives that no rollup has taken yet. */
type ArchivedDays = (sql: Sql) => Promise<ReadonlySet<string>>;

/** Does a project keep its calls longer than that? */
async function isKeptLonger(sql: Sql, days: number): Promise<boolean> {
  return (await sql.query('select 1 from project where retention_days > $1 limit 1', [days])).rowCount > 0;
}

/**
 * Drops a day of raw calls unless one of them belongs to an archive, or a project keeps its calls longer than the `longest` by
 * which the day is past; answers whether it did. Rollups tell of archives, and what waits for
 * them: in this order, since a rollup moves from the one to the other. Looked up once without a lock; then the day is locked,
 * so that no call slips in between the look and the drop, and what came since is looked at: a project whose days were raised meanwhile
 * may have stored calls of this one.
 */
export async function dropCallDay(
  storage: Storage,
  day: string,
  { waiting, longest }: { waiting: ArchivedDays; longest: number },
): Promise<boolean> {
  const isArchived = async (sql: Sql): Promise<boolean> => (await waiting(sql)).has(day) || isCounted(sql, day);
  if (await isArchived(storage)) return false;
  const dropped = await retryOnLockTimeout(() =>
    storage.transaction(
      async (tx) => {
        await tx.query(`set local lock_timeout = '500ms'`);
        await tx.query(`lock table ${tableOf({ parent: 'call', day })} in access exclusive mode`);
        if ((await isKeptLonger(tx, longest)) || (await isArchived(tx))) return false;
        await tx.query('select drop_partition($1, $2::date)', ['call', day]);
        return true;
      },
      { timeoutMs: 30_000 },
    ),
  );
  if (dropped) forgetPartition(storage, 'call', day);
  return dropped;
}
