import { createTransport } from 'nodemailer';
import { plainText } from '../deliver/outcome';
import type { Outcome } from '../deliver/outcome';
import type { Mail } from './message';

export interface Mailer {
  send(mail: Mail, at: Date): Promise<Outcome>;
  close(): void;
}

const DEADLINE_MS = 45_000; // below the time for which a claim is renewed

const statusOf = (error: unknown): number | null =>
  error instanceof Error && 'responseCode' in error && typeof error.responseCode === 'number'
    ? error.responseCode
    : null;

function rejected(error: unknown, startedAt: number): Outcome {
  const status = statusOf(error);
  const isLogin = error instanceof Error && 'code' in error && error.code === 'EAUTH';
  return {
    accepted: false,
    status,
    durationMs: Math.round(performance.now() - startedAt),
    response: null,
    error: plainText(error instanceof Error ? error.message : String(error)),
    // 5xx speaks of this mail or recipient; a refused login is ours to mend and is tried on
    fault: status !== null && status >= 500 && !isLogin ? 'refused' : 'temporary',
    retryAfterMs: null,
  };
}

function within<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`no answer within ${ms / 1_000} s`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Sends mail over pooled SMTP connections. */
export function createSmtpMailer(smtpUrl: string): Mailer {
  const transport = createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: 5,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail) {
      const startedAt = performance.now();
      const thread = mail.inReplyTo === null ? {} : { inReplyTo: mail.inReplyTo, references: mail.inReplyTo };
      try {
        const sent = await within(
          transport.sendMail({
            messageId: mail.messageId,
            from: mail.from,
            to: { name: '', address: mail.to },
            subject: mail.subject,
            text: mail.text,
            html: mail.html,
            ...thread,
            headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          }),
          DEADLINE_MS,
        );
        const response = plainText(sent.response);
        const durationMs = Math.round(performance.now() - startedAt);
        return { accepted: true, status: Number.parseInt(response, 10) || 250, durationMs, response };
      } catch (error) {
        return rejected(error, startedAt);
      }
    },
    close: () => transport.close(),
  };
}
