import type { IncidentNotice, NoticeKind } from './incident';
import type { Severity } from './severity';

/** Kinds of outbox rows that no incident causes. */
export type MessageKind = 'test' | 'delivery_failed' | 'channel_disabled' | 'password_reset' | 'invitation';

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

export type OutboxPayload = IncidentPayload | TestPayload | MailPayload;
