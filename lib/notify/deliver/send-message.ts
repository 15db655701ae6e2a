import type { ClaimedMessage } from '../../storage';
import { toMail } from '../email/message';
import type { MailSettings } from '../email/message';
import type { Mailer } from '../email/smtp';
import { readPayload } from '../payload';
import { sendWebhook } from '../webhook/send-webhook';
import type { WebhookSettings } from '../webhook/send-webhook';
import { unsendable } from './outcome';
import type { Outcome } from './outcome';

export interface Senders {
  mailer: Mailer;
  mail: MailSettings;
  webhook: WebhookSettings;
}

/** Sends a claimed message by its channel, outside any transaction. What the receiver does wrong is in the outcome. */
export async function sendMessage(message: ClaimedMessage, senders: Senders, at: Date): Promise<Outcome> {
  const { channel } = message;
  if (message.channelId !== null && channel === null) return unsendable('the channel was deleted');
  if (channel && !channel.enabled) return unsendable('the channel is turned off');
  const payload = readPayload(message.payload);
  if (payload === null) return unsendable('the message cannot be read');
  if (message.channelKind === 'webhook') {
    if (channel === null) return unsendable('a webhook message needs a channel');
    return sendWebhook({ message, channel, payload, at }, senders.webhook);
  }
  const mail = toMail(message, payload, senders.mail);
  return mail === null
    ? unsendable('the channel has not exactly one valid mail address')
    : senders.mailer.send(mail, at);
}
