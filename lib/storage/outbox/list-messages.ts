import type { ChannelKind, DeliveryAttempt, DeliveryState } from '../../shared';
import type { Sql } from '../core/storage';

export interface MessageFilter {
  projectId: number;
  incidentId: number | null;
  alertId?: number | null;
  channelId: string | null;
  /** Slug: messages about another environment alone are left out. */
  environment?: string | null;
  state: DeliveryState | null;
  id: string | null;
  /** The last row of the page before. */
  before: { createdAt: Date; id: string } | null;
  limit: number;
}

export interface MessageRow {
  id: string;
  channelId: string | null;
  channelKind: ChannelKind;
  channelName: string | null;
  incidentId: number | null;
  alertId: number | null;
  kind: string;
  reopened: boolean;
  subject: string;
  recipient: string | null;
  state: DeliveryState;
  createdAt: Date;
  nextAttemptAt: Date;
  attempts: DeliveryAttempt[];
}

/** Messages of a project with every attempt, newest first. By outbox_project_id_created_at_idx. */
export async function listMessages(sql: Sql, filter: MessageFilter): Promise<MessageRow[]> {
  const { rows } = await sql.query<MessageRow>(
    `select o.id, o.channel_id as "channelId", o.channel_kind as "channelKind", c.name as "channelName",
            o.incident_id as "incidentId", o.alert_id as "alertId", o.kind,
            o.payload @> '{"reopened": true}' as reopened, o.subject, o.payload->>'to' as recipient, o.state,
            o.created_at as "createdAt", o.next_attempt_at as "nextAttemptAt",
            coalesce((select jsonb_agg(jsonb_build_object(
                'at', to_char(d.at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'status', d.status,
                'durationMs', d.duration_ms, 'error', d.error) order by d.id)
              from delivery d where d.outbox_id = o.id), '[]') as attempts
       from outbox o left join channel c on c.id = o.channel_id
      where o.project_id = $1
        and ($2::int is null or o.incident_id = $2)
        and ($3::text is null or o.channel_id = $3)
        and ($4::text is null or o.state = $4)
        and ($5::text is null or o.id = $5)
        and ($9::int is null or o.alert_id = $9)
        and ($10::text is null or $10 = coalesce(
          o.payload #>> '{incident,environment}', o.payload #>> '{alert,definition,filters,environment}', $10))
        and ($6::timestamptz is null or (o.created_at, o.id) < ($6, $7))
      order by o.created_at desc, o.id desc
      limit $8`,
    [
      filter.projectId,
      filter.incidentId,
      filter.channelId,
      filter.state,
      filter.id,
      filter.before?.createdAt ?? null,
      filter.before?.id ?? null,
      filter.limit,
      filter.alertId ?? null,
      filter.environment ?? null,
    ],
  );
  return rows;
}
