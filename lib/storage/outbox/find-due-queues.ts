import type { ChannelKind } from '../../shared';
import type { Sql } from '../core/storage';

/** Messages of one queue go out one after the other. */
export interface DueQueue {
  name: string;
  kind: ChannelKind;
  /** Id of the organization; `instance` for mail of the instance itself. */
  owner: string;
}

/** The queue of a message: its channel's; else its project's, as mail to owners; else the instance's. */
export const QUEUE_OF_MESSAGE = `coalesce(channel_id, 'project:' || project_id, 'instance')`;

const IS_DUE = `state in ('queued', 'retrying') and next_attempt_at <= $1`;

/**
 * Queues with a message that is due and not claimed: the longest waiting of each organization, then the second of each,
 * and so on. By outbox_state_next_attempt_at_idx.
 */
export async function findDueQueues(sql: Sql, now: Date, limit = 500): Promise<DueQueue[]> {
  // nearly always there is none: the other takes 0.7 ms of the database to be planned
  const due = await sql.query(`select 1 from outbox where ${IS_DUE} limit 1`, [now]);
  if (due.rowCount === 0) return [];
  const { rows } = await sql.query<DueQueue>(
    `with due as (
       select ${QUEUE_OF_MESSAGE} as name, min(channel_kind) as kind, min(project_id) as project_id,
              min(next_attempt_at) as since
         from outbox
        where ${IS_DUE}
          and (claimed_until is null or claimed_until <= clock_timestamp())
        group by 1)
     select due.name, kind, coalesce(organization_id, 'instance') as owner
       from due left join project on project.id = due.project_id
      order by row_number() over (partition by organization_id order by since), since
      limit $2`,
    [now, limit],
  );
  return rows;
}
