import type { ChannelKind } from '../../shared';
import type { Sql } from '../core/storage';

/** Messages of one channel go out one after the other; `instance` is the queue of mail without a channel. */
export interface DueQueue {
  name: string;
  kind: ChannelKind;
}

export const INSTANCE_QUEUE = 'instance';

/** Queues with a message that is due and not claimed, the longest waiting first. By outbox_state_next_attempt_at_idx. */
export async function findDueQueues(sql: Sql, now: Date, limit = 500): Promise<DueQueue[]> {
  const { rows } = await sql.query<DueQueue>(
    `select coalesce(channel_id, '${INSTANCE_QUEUE}') as name, min(channel_kind) as kind
       from outbox
      where state in ('queued', 'retrying') and next_attempt_at <= $1
        and (claimed_until is null or claimed_until <= clock_timestamp())
      group by 1
      order by min(next_attempt_at)
      limit $2`,
    [now, limit],
  );
  return rows;
}
