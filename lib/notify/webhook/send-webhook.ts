import { Webhook } from 'standardwebhooks';
import type { Cidr, OutboxPayload } from '../../shared';
import type { ClaimedMessage, MessageChannel } from '../../storage';
import { plainText, unsendable } from '../deliver/outcome';
import type { Fault, Outcome } from '../deliver/outcome';
import { retryAfterMs } from '../deliver/retry-after';
import { webhookBody } from './body';
import { parseTarget } from './check-target';
import { RefusedAddressError } from './guarded-lookup';
import { post } from './post';
import type { PostAnswer } from './post';
import type { Resolve } from './resolve';
import { openWebhookSecret } from './secrets';

export interface WebhookSettings {
  baseUrl: string;
  /** CALLWATCH_SECRET, which the channels' secrets are sealed with. */
  secret: string;
  allow: readonly Cidr[];
  resolve: Resolve;
  timeoutMs: number;
  userAgent: string;
}

export interface WebhookMessage {
  message: ClaimedMessage;
  channel: MessageChannel;
  payload: OutboxPayload;
  at: Date;
}

/** Signs as Standard Webhooks tell: one signature for each secret, so that a receiver may change over. */
function signedHeaders({ message, at }: WebhookMessage, body: string, secrets: readonly string[]) {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(message.id, at, body));
  return {
    'content-type': 'application/json',
    'webhook-id': message.id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': signatures.join(' '),
  };
}

function targetOf(channel: MessageChannel): URL | null {
  const { config } = channel;
  const url = typeof config === 'object' && config !== null && 'url' in config ? config.url : null;
  return typeof url === 'string' && URL.canParse(url) ? parseTarget(url) : null;
}

function faultOf(status: number): Fault {
  if (status === 410) return 'gone';
  if (status >= 500 || status === 408 || status === 429) return 'temporary';
  return 'refused';
}

function toOutcome(answer: PostAnswer, durationMs: number, at: Date): Outcome {
  const { status } = answer;
  const response = plainText(answer.text);
  if (status >= 200 && status < 300) return { accepted: true, status, durationMs, response };
  const error = status >= 300 && status < 400 ? `answered ${status}; redirects are not followed` : `answered ${status}`;
  const wait = retryAfterMs(answer.retryAfter, at);
  return { accepted: false, status, durationMs, response, error, fault: faultOf(status), retryAfterMs: wait };
}

function secretsOf(channel: MessageChannel, secret: string): string[] | null {
  try {
    return channel.secrets.map((sealed) => openWebhookSecret(sealed, secret));
  } catch {
    return null; // sealed with another CALLWATCH_SECRET: the outcome says so
  }
}

/** One signed POST. Never throws: what went wrong is in the outcome. */
export async function sendWebhook(input: WebhookMessage, settings: WebhookSettings): Promise<Outcome> {
  const body = webhookBody(input.payload, settings.baseUrl);
  const url = targetOf(input.channel);
  const secrets = secretsOf(input.channel, settings.secret);
  if (body === null || url === null) return unsendable('the channel cannot carry this message');
  if (!secrets?.length) return unsendable('the signing secret cannot be opened with this CALLWATCH_SECRET; rotate it');
  const headers = { 'user-agent': settings.userAgent, ...signedHeaders(input, body, secrets) };
  const startedAt = performance.now();
  const durationMs = (): number => Math.round(performance.now() - startedAt);
  try {
    const { allow, resolve, timeoutMs } = settings;
    const answer = await post({ url, headers, body, allow, resolve, timeoutMs });
    return toOutcome(answer, durationMs(), input.at);
  } catch (error) {
    const fault = error instanceof RefusedAddressError ? 'refused' : 'temporary';
    const text = plainText(error instanceof Error ? error.message || error.name : String(error));
    return {
      accepted: false,
      status: null,
      durationMs: durationMs(),
      response: null,
      error: text,
      fault,
      retryAfterMs: null,
    };
  }
}
