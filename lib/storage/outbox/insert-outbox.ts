import type { AlertNoticeKind, ChannelKind, MessageKind, NoticeKind, OutboxPayload } from '../../shared';
import type { Sql } from '../core/storage';

/** A message to send. `id` is a uuid: the Message-ID and the webhook-id. */
export interface NewOutboxRow {
  id: string;
  /** Null for mail of the instance itself. */
  projectId: number | null;
  /** Null for mail to an address in the payload. */
  channelId: string | null;
  channelKind: ChannelKind;
  ruleId: string | null;
  incidentId: number | null;
  incidentEventId: number | null;
  /** Of an alert: its number, and that of the event in it. */
  alertId?: number | null;
  alertEvent?: number | null;
  kind: NoticeKind | AlertNoticeKind | MessageKind;
  subject: string;
  payload: OutboxPayload;
}

/**
 * Writes the messages, due at once, in the transaction of the change that causes them.
 * A row for the same rule, event (of an incident or an alert) and channel exists at most once. Returns how many are new.
 */
export async function insertOutbox(sql: Sql, rows: readonly NewOutboxRow[], now: Date): Promise<number> {
  if (rows.length === 0) return 0;
  const { rowCount } = await sql.query(
    `insert into outbox (id, project_id, channel_id, channel_kind, rule_id, incident_id, incident_event_id,
                         alert_id, alert_event, kind, subject, payload, state, created_at, next_attempt_at)
     select r.id, r."projectId", r."channelId", r."channelKind", r."ruleId", r."incidentId", r."incidentEventId",
            r."alertId", r."alertEvent", r.kind, r.subject, r.payload, 'queued', $2, $2
       from jsonb_to_recordset($1::jsonb) as r(id text, "projectId" int, "channelId" text, "channelKind" text,
            "ruleId" text, "incidentId" int, "incidentEventId" int, "alertId" int, "alertEvent" int, kind text, subject text, payload jsonb)
     on conflict do nothing`,
    [JSON.stringify(rows), now],
  );
  return rowCount;
}
