import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { createQueues, createSenders, recordOutcome, sendMessage } from '../../lib/notify';
import type { Handled, Queues, Senders, SenderSettings } from '../../lib/notify';
import { announce, claimMessage, findDueQueues, recallMessages, renewClaim } from '../../lib/storage';
import type { ClaimedMessage, DueQueue } from '../../lib/storage';
import type { Job } from '../job';
import { Rest } from '../rest';

export interface DeliverDeps extends SenderSettings {
  now(): Date;
  log: { warn(fields: object, message: string): void; error(fields: object, message: string): void };
  /** From 0 up to 1, for jitter. */
  random(): number;
  /** Told of each attempt. */
  onAttempt?(attempt: { kind: string; accepted: boolean; durationMs: number }): void;
  /** How long a claim lasts that nobody renews; 6,000 ms unless told. */
  claimMs?: number;
}

export interface DeliverJob extends Job {
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>;
  /** Waits a second for what is being sent, then closes. A message cut off is sent again when its claim ends. */
  close(): Promise<void>;
}

// A dead worker holds up a channel for this long; a living one renews its claim until the attempt is recorded.
const CLAIM_MS = 6_000;
const RENEWALS = 3; // in the time of a claim: two may fail or come late
const RENEWED_FOR_MS = 60_000; // longer than the longest attempt, whose own deadlines end it
const CLOSE_WITHIN_MS = 1_000; // a worker is given 2 s to end
const QUEUES_AT_ONCE = { email: 8, webhook: 64 }; // half of them for an organization that is alone
const LATE_MS = 2_000; // a message is to be told within this time
const RECALL_EVERY_MS = 30_000;

interface Sent {
  message: ClaimedMessage;
  at: Date;
  outcome: Awaited<ReturnType<typeof sendMessage>>;
}

/** Renews the claim until `work` has ended. */
async function whileClaimed(deps: DeliverDeps, message: ClaimedMessage, work: () => Promise<void>): Promise<void> {
  const { storage, log, claimMs = CLAIM_MS } = deps;
  const lastMs = performance.now() + RENEWED_FOR_MS;
  const timer = setInterval(() => {
    if (performance.now() > lastMs) return clearInterval(timer);
    renewClaim(storage, message, claimMs).catch((error: unknown) =>
      log.warn({ err: error, outboxId: message.id }, 'the claim of a message was not renewed'),
    );
  }, claimMs / RENEWALS);
  return work().finally(() => clearInterval(timer));
}

async function record(deps: DeliverDeps, { message, at, outcome }: Sent): Promise<void> {
  const { storage, baseUrl, now, random, log } = deps;
  deps.onAttempt?.({ kind: message.channelKind, accepted: outcome.accepted, durationMs: outcome.durationMs });
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

async function deliverNext(deps: DeliverDeps, senders: Senders, queue: DueQueue): Promise<Handled> {
  const { storage, now, claimMs = CLAIM_MS } = deps;
  const claim = { queue: queue.name, claimToken: randomUUID(), now: now(), forMs: claimMs };
  const message = await claimMessage(storage, claim);
  if (!message) return 'nothing';
  let handled: Handled = 'soon';
  await whileClaimed(deps, message, async () => {
    const at = now();
    const outcome = await sendMessage(message, senders, at);
    if (outcome.durationMs > LATE_MS) handled = 'late';
    await record(deps, { message, at, outcome });
  });
  return handled;
}

/** Claim and commit; send outside any transaction; record after the send: at least once, never lost. */
function createDeliveryQueues(deps: DeliverDeps, senders: Senders): Queues {
  return createQueues({
    limits: QUEUES_AT_ONCE,
    step: (queue) => deliverNext(deps, senders, queue),
    onError: (error, queue) => deps.log.error({ err: error, queue: queue.name }, 'delivery stopped'),
  });
}

/** Times that a wrong clock gave to messages would let them wait until then. */
async function recall({ storage, now, log, claimMs = CLAIM_MS }: DeliverDeps, recalls: Rest): Promise<void> {
  const messages = await recallMessages(storage, { now: now(), claimMs });
  recalls.begin(performance.now());
  if (messages > 0) log.warn({ messages }, 'messages that a wrong clock had put off are due now');
}

/** Sends what stands in the outbox. A run starts the queues that have something due and does not wait for them. */
export function createDeliverJob(deps: DeliverDeps): DeliverJob {
  const senders = createSenders(deps);
  const queues = createDeliveryQueues(deps, senders);
  const recalls = new Rest(RECALL_EVERY_MS);
  return {
    name: 'deliver',
    wakeOn: ['outbox'],
    everyMs: 2_000,
    async run(signal) {
      if (recalls.left(performance.now()) <= 0) await recall(deps, recalls);
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
