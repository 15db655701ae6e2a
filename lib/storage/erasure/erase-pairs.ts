import type { Sql } from '../core/storage';
import { enterRollup } from '../rollups/claim-pending';
import { beforeBit, bitOf, groupOf, hasBit } from '../rollups/consumer-group';

/**
 * Takes a consumer out of the rows that it shares with others of its group, whose calls stay; answers how many rows. Rollups
 * stay away meanwhile: they would write back what they read before.
 */
export async function erasePairs(
  tx: Sql,
  { projectId, consumerId }: { projectId: number; consumerId: number },
): Promise<number> {
  await enterRollup(tx, projectId);
  const values = [projectId, groupOf(consumerId), bitOf(consumerId)];
  const alone = await tx.query(
    `delete from endpoint_consumers_day where project_id = $1 and consumer_group = $2 and consumers = 1::bigint << $3::int`,
    values,
  );
  const before = beforeBit('$3');
  const shared = await tx.query(
    `update endpoint_consumers_day set consumers = consumers & ~(1::bigint << $3::int),
            calls = calls[1:${before}] || calls[${before} + 2:]
      where project_id = $1 and consumer_group = $2 and ${hasBit('$3')}`,
    values,
  );
  return alone.rowCount + shared.rowCount;
}
