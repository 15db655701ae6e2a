import type { ChannelKind } from '../../shared';
import type { Storage, Tx } from '../core/storage';
import { QUEUE_OF_MESSAGE } from './find-due-queues';

export interface MessageChannel {
  name: string;
  kind: ChannelKind;
  /** email: {to}; webhook: {url}; unchecked. */
  config: unknown;
  /** Sealed webhook secrets, the newest first. */
  secrets: Uint8Array[];
  enabled: boolean;
}

/** A message that this process alone may send for as long as it renews the claim. */
export interface ClaimedMessage {
  id: string;
  claimToken: string;
  projectId: number | null;
  projectName: string | null;
  channelId: string | null;
  channelKind: ChannelKind;
  incidentId: number | null;
  alertId: number | null;
  kind: string;
  subject: string;
  /** An OutboxPayload, unchecked. */
  payload: unknown;
  /** Attempts before this one, since it was queued or sent again. */
  attemptCount: number;
  firstAttemptAt: Date | null;
  /** Null when it has none or it was deleted. */
  channel: MessageChannel | null;
  /** Id of the first message that this channel got about the same incident or alert. */
  threadId: string | null;
}

export interface ClaimInput {
  queue: string;
  claimToken: string;
  /** What is due by then. */
  now: Date;
  /** Milliseconds of the database's clock until the claim ends unless `renewClaim` goes on with it. */
  forMs: number;
}

type Claimed = Omit<ClaimedMessage, 'channel' | 'firstAttemptAt' | 'projectName' | 'threadId'>;

// One message of a queue at a time, over all processes: the order of news is kept.
async function claim(tx: Tx, { queue, claimToken, now, forMs }: ClaimInput): Promise<Claimed | null> {
  const lock = await tx.query<{ held: boolean }>('select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as held', [
    `callwatch:outbox:${queue}`,
  ]);
  if (!lock.rows[0]?.held) return null;
  const inQueue = `${QUEUE_OF_MESSAGE} = $4`;
  const { rows } = await tx.query<Claimed>(
    `with next as (
       select id from outbox
        where state in ('queued', 'retrying') and next_attempt_at <= $1 and ${inQueue}
          and not exists (select 1 from outbox where ${inQueue} and state in ('queued', 'retrying') and claimed_until > clock_timestamp())
        order by created_at, incident_event_id, alert_id, alert_event, id
        limit 1
        for update skip locked)
     update outbox o set claimed_until = clock_timestamp() + $2 * interval '1 millisecond', claim_token = $3
       from next where o.id = next.id
     returning o.id, o.claim_token as "claimToken", o.project_id as "projectId", o.channel_id as "channelId",
               o.channel_kind as "channelKind", o.incident_id as "incidentId", o.alert_id as "alertId", o.kind, o.subject, o.payload,
               o.attempt_count as "attemptCount"`,
    [now, forMs, claimToken, queue],
  );
  return rows[0] ?? null;
}

async function surroundings(tx: Tx, message: Claimed) {
  const { rows } = await tx.query<Pick<ClaimedMessage, 'firstAttemptAt' | 'threadId' | 'projectName'>>(
    `select (select min(at) from (select at from delivery where outbox_id = $1 order by id desc limit $2) recent)
              as "firstAttemptAt",
            (select name from project where id = $3) as "projectName",
            coalesce(
              (select id from outbox where project_id = $3 and incident_id = $4 and channel_id = $5 and id <> $1
                and created_at <= (select created_at from outbox where id = $1)
                and incident_event_id < (select incident_event_id from outbox where id = $1)
                order by incident_event_id, id limit 1),
              (select id from outbox where project_id = $3 and alert_id = $6 and channel_id = $5
                and alert_event < (select alert_event from outbox where id = $1)
                order by alert_event, id limit 1)) as "threadId"`,
    [message.id, message.attemptCount, message.projectId, message.incidentId, message.channelId, message.alertId],
  );
  return rows[0] ?? { firstAttemptAt: null, threadId: null, projectName: null };
}

async function channelOf(tx: Tx, channelId: string | null): Promise<MessageChannel | null> {
  if (channelId === null) return null;
  const { rows } = await tx.query<MessageChannel>(
    `select name, kind, config, coalesce(secrets, '{}') as secrets, enabled from channel where id = $1`,
    [channelId],
  );
  return rows[0] ?? null;
}

/**
 * Claims the oldest due message of a queue and commits the claim, so that it can be sent outside any transaction.
 * Null when nothing is due, or another process is sending for this queue. A claim that ended is taken over.
 */
export async function claimMessage(storage: Storage, input: ClaimInput): Promise<ClaimedMessage | null> {
  return storage.transaction(async (tx) => {
    const message = await claim(tx, input);
    if (!message) return null;
    return { ...message, ...(await surroundings(tx, message)), channel: await channelOf(tx, message.channelId) };
  });
}
