import type { Storage } from '../core/storage';
import { forgetPartition, retryOnLockTimeout } from './ensure-partitions';
import type { Partition } from './list-partitions';

const tableOf = ({ parent, day }: Partition): string => `${parent}_${day.replaceAll('-', '')}`;

/** Drops a day of a tier. */
export async function dropPartition(storage: Storage, partition: Partition): Promise<void> {
  const { parent, day } = partition;
  await retryOnLockTimeout(() => storage.query('select drop_partition($1, $2::date)', [parent, day]));
  forgetPartition(storage, parent, day);
}

/**
 * Drops a day of raw calls unless one of them belongs to an archive; answers whether it did. The day is locked first, so
 * that no archived call slips in between the look and the drop.
 */
export async function dropCallDay(storage: Storage, day: string): Promise<boolean> {
  const table = tableOf({ parent: 'call', day });
  const dropped = await retryOnLockTimeout(() =>
    storage.transaction(
      async (tx) => {
        await tx.query(`set local lock_timeout = '500ms'`);
        await tx.query(`lock table ${table} in access exclusive mode`);
        const archived = await tx.query(
          `with e as materialized (select project_id, id from environment where archive)
           select 1 from ${table} c join e on e.project_id = c.project_id and e.id = c.environment_id limit 1`,
        );
        if (archived.rowCount > 0) return false;
        await tx.query('select drop_partition($1, $2::date)', ['call', day]);
        return true;
      },
      { timeoutMs: 120_000 },
    ),
  );
  if (dropped) forgetPartition(storage, 'call', day);
  return dropped;
}
