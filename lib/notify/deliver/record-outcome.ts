import { disableChannel, findOwnerEmails, insertOutbox, recordAttempt, toldRecently } from '../../storage';
import type { ClaimedMessage, Tx } from '../../storage';
import { nextStep } from './next-step';
import type { Step } from './next-step';
import type { Outcome } from './outcome';
import { planOwnerMail, troubleSubject } from './owner-mail';
import type { ChannelTrouble } from './owner-mail';

const TOLD_AT_MOST_EVERY_MS = 3_600_000;

export interface RecordInput {
  message: ClaimedMessage;
  outcome: Outcome;
  /** When the attempt began. */
  at: Date;
  now: Date;
  random: number;
  baseUrl: string;
  newId(): string;
}

function troubleOf({ message, outcome }: RecordInput, step: Step): ChannelTrouble | null {
  const { channel, projectId } = message;
  if (step.state !== 'failed' || outcome.accepted || !channel || projectId === null) return null;
  // A test is answered on the page; a channel that someone turned off is no news.
  if (message.kind === 'test' || !channel.enabled) return null;
  return {
    kind: step.disableChannel ? 'channel_disabled' : 'delivery_failed',
    project: { id: projectId, name: message.projectName ?? `project ${projectId}` },
    channel: { name: channel.name, kind: channel.kind },
    lost: message.subject,
    error: outcome.error,
    attempts: message.attemptCount + 1,
  };
}

function addressOf(message: ClaimedMessage): string | null {
  const config = message.channel?.config;
  const to = typeof config === 'object' && config !== null && 'to' in config ? config.to : null;
  return typeof to === 'string' ? to : null;
}

async function tellOwners(tx: Tx, trouble: ChannelTrouble, input: RecordInput): Promise<number> {
  const projectId = trouble.project.id;
  const since = new Date(input.now.getTime() - TOLD_AT_MOST_EVERY_MS);
  if (await toldRecently(tx, { projectId, kind: trouble.kind, subject: troubleSubject(trouble), since })) return 0;
  const owners = await findOwnerEmails(tx, projectId);
  const { baseUrl, newId, message, now } = input;
  return insertOutbox(tx, planOwnerMail({ trouble, owners, except: addressOf(message), baseUrl, newId }), now);
}

/**
 * Writes an attempt, what follows from it, and the mail to the owners when the message is lost, in one transaction.
 * Returns how many messages were enqueued.
 */
export async function recordOutcome(tx: Tx, input: RecordInput): Promise<{ enqueued: number }> {
  const { message, outcome, at, now, random } = input;
  const step = nextStep({
    outcome,
    attemptsBefore: message.attemptCount,
    firstAttemptAt: message.firstAttemptAt ?? at,
    once: message.kind === 'test',
    now,
    random,
  });
  const ours = await recordAttempt(tx, {
    outboxId: message.id,
    claimToken: message.claimToken,
    at,
    status: outcome.status,
    durationMs: outcome.durationMs,
    error: outcome.accepted ? null : outcome.error,
    response: outcome.response,
    next: step,
  });
  if (!ours) return { enqueued: 0 };
  if (step.state === 'failed' && step.disableChannel && message.channelId !== null) {
    await disableChannel(tx, { id: message.channelId, why: 'the receiver answered 410 Gone', now });
  }
  const trouble = troubleOf(input, step);
  return { enqueued: trouble ? await tellOwners(tx, trouble, input) : 0 };
}
