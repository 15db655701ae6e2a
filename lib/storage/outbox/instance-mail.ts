import { randomUUID } from 'node:crypto';
import type { MailPayload, MessageKind } from '../../shared';
import type { NewOutboxRow } from './insert-outbox';

/** Mail of the instance itself to an address: it belongs to no project, and goes through no channel. */
export const instanceMail = (kind: MessageKind, payload: MailPayload): NewOutboxRow => ({
  id: randomUUID(),
  projectId: null,
  channelId: null,
  channelKind: 'email',
  ruleId: null,
  incidentId: null,
  incidentEventId: null,
  kind,
  subject: payload.title,
  payload,
});
