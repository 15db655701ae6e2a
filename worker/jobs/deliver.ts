import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createQueues, createSenders, recordOutcome, sendMessage } from '../../lib/notify';
import type { Queues, Senders, SenderSettings } from '../../lib/notify';
import { announce, claimMessage, findDueQueues } from '../../lib/storage';
import type { ClaimedMessage, DueQueue } from '../../lib/storage';
import type { Job } from '../job';

export interface DeliverDeps extends SenderSettings {
  now(): Date;
  log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
  /** From 0 up to 1, for jitter. */
  random(): number;
}

export interface DeliverJob extends Job {
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>;
  /** Waits a second for what is being sent, then closes. A message cut off is sent again when its claim ends. */
  close(): Promise<void>;
}

// Longer than the longest attempt of the kind, so that no claim ends while its message is being sent.
const CLAIM_MS = { email: 60_000, webhook: 30_000 };
const CLOSE_WITHIN_MS = 1_000; // a worker is given 2 s to end
const QUEUES_AT_ONCE = { email: 8, webhook: 32 };

interface Sent {
  message: ClaimedMessage;
  at: Date;
  outcome: Awaited<ReturnType<typeof sendMessage>>;
}

async function claimNext({ storage, now }: DeliverDeps, queue: DueQueue): Promise<ClaimedMessage | null> {
  const at = now();
  const claimedUntil = new Date(at.getTime() + CLAIM_MS[queue.kind]);
  return claimMessage(storage, { queue: queue.name, claimToken: randomUUID(), now: at, claimedUntil });
}

async function record(deps: DeliverDeps, { message, at, outcome }: Sent): Promise<void> {
  const { storage, baseUrl, now, random, log } = deps;
  const { enqueued } = await storage.transaction((tx) =>
    recordOutcome(tx, { message, outcome, at, now: now(), random: random(), baseUrl, newId: randomUUID }),
  );
  if (!outcome.accepted) {
    const { id, channelId, projectId } = message;
    log.warn({ outboxId: id, channelId, projectId, status: outcome.status, error: outcome.error }, 'not delivered');
  }
  const projectIds = message.projectId === null ? [] : [message.projectId];
  await announce(storage, { topic: 'deliveries', projectIds });
  if (enqueued > 0) await announce(storage, { topic: 'outbox', projectIds });
}

/** Claim and commit; send outside any transaction; record after the send: at least once, never lost. */
function createDeliveryQueues(deps: DeliverDeps, senders: Senders): Queues {
  return createQueues({
    limits: QUEUES_AT_ONCE,
    async step(queue) {
      const message = await claimNext(deps, queue);
      if (!message) return false;
      const at = deps.now();
      const outcome = await sendMessage(message, senders, at);
      await record(deps, { message, at, outcome });
      return true;
    },
    onError: (error, queue) => deps.log.error({ err: error, queue: queue.name }, 'delivery stopped'),
  });
}

/** Sends what stands in the outbox. A run starts the queues that have something due and does not wait for them. */
export function createDeliverJob(deps: DeliverDeps): DeliverJob {
  const senders = createSenders(deps);
  const queues = createDeliveryQueues(deps, senders);
  return {
    name: 'deliver',
    wakeOn: ['outbox'],
    everyMs: 2_000,
    async run(signal) {
      const due = await findDueQueues(deps.storage, deps.now());
      if (signal.aborted) return;
      for (const queue of due) queues.start(queue);
    },
    idle: () => queues.idle(),
    async close() {
      await Promise.race([queues.stop(), pause(CLOSE_WITHIN_MS, undefined, { ref: false })]);
      senders.mailer.close();
    },
  };
}
