import { enqueueIncidentNotices } from '../../../lib/alerting';
import type { DeliveryItem, IncidentNotice } from '../../../lib/shared';
import { listDeliveries } from '../../../lib/notify';
import { createDeliverJob } from '../../../worker/jobs/deliver';
import type { DeliverDeps, DeliverJob } from '../../../worker/jobs/deliver';
import { noticeOf, SECRET } from './seed';
import type { World } from './seed';

export interface Deliverer {
  job: DeliverJob;
  /** One wake, until everything that was due is sent. */
  deliver(): Promise<void>;
}

/** A deliverer as the worker makes it; webhooks may reach loopback. */
export function createDeliverer(world: World, change: Partial<DeliverDeps> = {}): Deliverer {
  const job = createDeliverJob({
    storage: world.storage,
    now: () => world.clock.now(),
    log: {
      warn: () => undefined,
      error: (fields, message) => process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
    },
    random: () => 0,
    smtpUrl: null,
    mailFrom: 'Callwatch <callwatch@watch.example>',
    outboundAllow: ['127.0.0.0/8'],
    secret: SECRET,
    baseUrl: 'https://watch.example',
    ...change,
  });
  const { signal } = new AbortController();
  return {
    job,
    async deliver() {
      await job.run(signal);
      await job.idle();
    },
  };
}

/** The state's transaction of detection, as far as notices go. */
export function enqueue(world: World, ...changes: Partial<IncidentNotice>[]): Promise<{ enqueued: number }> {
  return world.storage.transaction((tx) =>
    enqueueIncidentNotices(
      tx,
      changes.map((change) => noticeOf(world, change)),
      world.clock.now(),
    ),
  );
}

/** The ledger, oldest first. */
export async function ledger(world: World): Promise<DeliveryItem[]> {
  const { deliveries } = await listDeliveries(world.context(), { limit: 1_000 });
  return deliveries.reverse();
}
