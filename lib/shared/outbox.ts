import type { AlertState, MetricDefinition } from './api/rules';
import type { IncidentNotice, NoticeKind } from './incident';
import type { Severity } from './severity';

/** Kinds of outbox rows that no incident causes. */
export type MessageKind =
  | 'test'
  | 'delivery_failed'
  | 'channel_disabled'
  | 'password_reset'
  | 'invitation'
  | 'quota_nearly_used'
  | 'quota_used_up'
  | 'quota_minute_used_up';

/** News of an incident, as it was when the state changed. Lists are cut, counts are not. */
export interface IncidentPayload {
  type: 'incident';
  kind: NoticeKind;
  /** Of kind `opened`: the incident had been resolved before. */
  reopened: boolean;
  at: string;
  project: { id: number; name: string };
  rule: { id: string; name: string };
  incident: {
    id: number;
    title: string;
    summary: string;
    severity: Severity;
    detector: string;
    environment: string;
    openedAt: string;
    figures: IncidentNotice['figures'];
    entities: IncidentNotice['entities'];
    entityCounts: { callers: number; accounts: number; endpoints: number };
  };
}

/** News of an alert: it fired, fires still after the repeat interval, has no data, or is over. */
export const ALERT_NOTICE_KINDS = ['fired', 'still_firing', 'no_data', 'resolved'] as const;
export type AlertNoticeKind = (typeof ALERT_NOTICE_KINDS)[number];

/** News of an alert, as it was at the window that changed it. */
export interface AlertPayload {
  type: 'alert';
  kind: AlertNoticeKind;
  at: string;
  project: { id: number; name: string };
  rule: { id: string; name: string };
  alert: {
    id: number;
    /** What the rule watches, in one line. */
    title: string;
    /** What happened, in a sentence or two with figures. */
    summary: string;
    severity: Severity;
    state: AlertState;
    startedAt: string;
    firedAt: string;
    resolvedAt: string | null;
    /** The latest value at which the condition held, and the one furthest beyond the threshold. */
    value: number | null;
    peakValue: number | null;
    /** The data came when its window was closed already. */
    late: boolean;
    /** `METHOD /template` of the endpoint that the rule is narrowed to; "All other routes" for calls that have none of their own. */
    endpoint: string | null;
    definition: MetricDefinition;
  };
}

/** A message that someone asked for, to see that a channel works. */
export interface TestPayload {
  type: 'test';
  at: string;
  project: { id: number; name: string };
  channelName: string;
  requestedBy: string;
}

/** Mail to one address: password reset, invitation, news of a channel that does not work. */
export interface MailPayload {
  type: 'mail';
  to: string;
  title: string;
  paragraphs: string[];
  link: { label: string; url: string } | null;
  /** The link is a secret of the recipient: never shown in the built-in mailbox, removed once sent. */
  hideLinks: boolean;
}

export type OutboxPayload = IncidentPayload | AlertPayload | TestPayload | MailPayload;
