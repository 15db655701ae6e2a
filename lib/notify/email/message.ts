import type { ClaimedMessage } from '../../storage';
import { isMailAddress } from '../../shared';
import type { OutboxPayload, Sender } from '../../shared';
import { mailContent } from '../content/mail-content';
import { renderHtml } from '../content/render-html';
import { renderText } from '../content/render-text';

/** A mail, ready to be handed to a server or kept. */
export interface Mail {
  messageId: string;
  projectId: number | null;
  from: Sender;
  /** One address. */
  to: string;
  subject: string;
  text: string;
  html: string;
  /** The first mail about the same incident to the same channel. */
  inReplyTo: string | null;
  hideLinks: boolean;
}

export interface MailSettings {
  from: Sender;
  /** Public address of this Callwatch, without a slash at the end. */
  baseUrl: string;
  /** Mail is kept in the built-in mailbox: a link meant for one person is left out. */
  mailbox: boolean;
}

const messageIdOf = (id: string, from: Sender): string =>
  `<${id}@${from.address.slice(from.address.indexOf('@') + 1)}>`;

function recipientOf(message: ClaimedMessage, payload: OutboxPayload): string | null {
  const { channel } = message;
  const config = channel?.config;
  const configured = typeof config === 'object' && config !== null && 'to' in config ? config.to : null;
  const to = payload.type === 'mail' ? payload.to : configured;
  return typeof to === 'string' && isMailAddress(to) ? to : null;
}

function withoutLink(payload: OutboxPayload): OutboxPayload {
  if (payload.type !== 'mail' || !payload.hideLinks) return payload;
  const note = 'The link of this mail is not shown in the built-in mailbox.';
  return { ...payload, link: null, paragraphs: [...payload.paragraphs, note] };
}

/** Renders a message as a mail; null when it has not exactly one valid recipient. */
export function toMail(message: ClaimedMessage, payload: OutboxPayload, settings: MailSettings): Mail | null {
  const to = recipientOf(message, payload);
  if (to === null) return null;
  const content = mailContent(settings.mailbox ? withoutLink(payload) : payload, settings.baseUrl);
  return {
    messageId: messageIdOf(message.id, settings.from),
    projectId: message.projectId,
    from: settings.from,
    to,
    subject: message.subject,
    text: renderText(content),
    html: renderHtml(content),
    inReplyTo: message.threadId === null ? null : messageIdOf(message.threadId, settings.from),
    hideLinks: payload.type === 'mail' && payload.hideLinks,
  };
}
