export type ChannelKind = 'email' | 'webhook';
export type DeliveryState = 'queued' | 'sent' | 'retrying' | 'failed';

export interface ChannelItem {
  id: string;
  kind: ChannelKind;
  name: string;
  /** The address or URL. */
  target: string;
  enabled: boolean;
  health: {
    state: 'unknown' | 'healthy' | 'failing' | 'disabled';
    lastSentAt: string | null;
    lastError: string | null;
  };
}

export interface ChannelsAnswer {
  channels: ChannelItem[];
  /** True while mail goes to the built-in mailbox, since no SMTP server is set. */
  mailbox: boolean;
}

export interface DeliveryAttempt {
  at: string;
  status: number | null;
  durationMs: number;
  error: string | null;
}

/** The only answer that ever holds a webhook's secret; an email channel has none. */
export interface NewChannelAnswer {
  id: string;
  secret: string | null;
}

/** The message to look for in the list of deliveries. */
export interface TestChannelAnswer {
  deliveryId: string;
}

/** One thing that was to be sent, with every attempt. */
export interface DeliveryItem {
  id: string;
  channelId: string | null;
  channelKind: ChannelKind;
  channelName: string;
  subject: string;
  /** opened, raised_to_critical, resolved, test … */
  kind: string;
  /** Of kind `opened`: the incident had been resolved before. */
  reopened: boolean;
  cause: { alertId: number } | { incidentId: number } | null;
  state: DeliveryState;
  attempts: DeliveryAttempt[];
  createdAt: string;
  nextAttemptAt: string | null;
}

export interface DeliveriesAnswer {
  deliveries: DeliveryItem[];
  nextCursor: string | null;
}

export interface MailboxItem {
  id: string;
  at: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
}

export interface MailboxAnswer {
  messages: MailboxItem[];
  nextCursor: string | null;
}
