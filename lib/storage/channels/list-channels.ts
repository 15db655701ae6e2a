import type { ChannelKind } from '../../shared';
import type { Sql } from '../core/storage';

export interface ListedChannel {
  id: string;
  kind: ChannelKind;
  name: string;
  target: string;
  enabled: boolean;
  disabledWhy: string | null;
  lastSentAt: Date | null;
  /** Of the latest attempt: null when it was accepted or there was none. */
  lastError: string | null;
  attempted: boolean;
}

/** Channels of a project, oldest first, each with its latest success and its latest attempt (of the last 50 messages). */
export async function listChannels(sql: Sql, projectId: number): Promise<ListedChannel[]> {
  const { rows } = await sql.query<ListedChannel>(
    `select c.id, c.kind, c.name, coalesce(c.config->>'to', c.config->>'url', '') as target, c.enabled,
            c.disabled_why as "disabledWhy", sent.at as "lastSentAt", latest.error as "lastError",
            latest.id is not null as attempted
       from channel c
       left join lateral (select max(o.sent_at) as at from outbox o
              where o.project_id = $1 and o.channel_id = c.id and o.state = 'sent') sent on true
       left join lateral (select d.id, d.error
               from (select o.id from outbox o where o.project_id = $1 and o.channel_id = c.id
                      order by o.created_at desc limit 50) recent
               join delivery d on d.outbox_id = recent.id
              order by d.id desc limit 1) latest on true
      where c.project_id = $1
      order by c.created_at, c.id`,
    [projectId],
  );
  return rows;
}
