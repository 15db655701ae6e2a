import { parseCidrs, parseSender } from '../../shared';
import type { Storage } from '../../storage';
import { createMailbox } from '../email/mailbox';
import { createSmtpMailer } from '../email/smtp';
import { resolveBySystem } from '../webhook/resolve';
import type { Resolve } from '../webhook/resolve';
import type { Senders } from './send-message';

export interface SenderSettings {
  storage: Storage;
  /** Null: mail is kept in the built-in mailbox. */
  smtpUrl: string | null;
  mailFrom: string;
  /** Networks that webhooks may reach although they are not public. */
  outboundAllow: readonly string[];
  /** CALLWATCH_SECRET. */
  secret: string;
  baseUrl: string;
  resolve?: Resolve;
  webhookTimeoutMs?: number;
}

const WEBHOOK_TIMEOUT_MS = 15_000;

/** Opens the ways out. Throws for a MAIL_FROM that is no address. */
export function createSenders(settings: SenderSettings): Senders {
  const { storage, smtpUrl, secret, baseUrl } = settings;
  return {
    mailer: smtpUrl === null ? createMailbox(storage) : createSmtpMailer(smtpUrl),
    mail: { from: parseSender(settings.mailFrom), baseUrl, mailbox: smtpUrl === null },
    webhook: {
      baseUrl,
      secret,
      allow: parseCidrs(settings.outboundAllow).ranges,
      resolve: settings.resolve ?? resolveBySystem,
      timeoutMs: settings.webhookTimeoutMs ?? WEBHOOK_TIMEOUT_MS,
      userAgent: 'Callwatch-Webhook/1',
    },
  };
}
