import { randomUUID } from 'node:crypto';
import { readObservations } from '../../../lib/analytics';
import { compactProject } from '../../../lib/rollups';
import type { AlertItem, NewMetricRule } from '../../../lib/shared';
import { createRule, createRuleInput, listAlerts } from '../../../lib/alerting';
import { DETECTORS } from '../../../lib/detection';
import type { CallRow } from '../../../lib/storage';
import { createEvaluateJob } from '../../../worker/jobs/evaluate';
import { createLeaseJob } from '../../../worker/jobs/leases';
import { createCallsWorld } from '../../support/stored-calls';
import type { CallsWorld } from '../../support/stored-calls';
import type { Context } from '../../../lib/access';

export const MINUTE_MS = 60_000;
const idle = new AbortController().signal;

export interface RulesWorld extends CallsWorld {
  /** Milliseconds since the epoch; moved by hand. */
  clock: { nowMs: number };
  admin(): Context;
  makeRule(rule: Partial<NewMetricRule>): Promise<string>;
  /** Takes the clock there and runs the evaluator once. */
  evaluateAt(nowMs: number): Promise<void>;
  alerts(): Promise<AlertItem[]>;
  notices(): Promise<{ kind: string; subject: string; alert: number; event: number }[]>;
}

/** A project with a channel, calls, rules, and an evaluator under a clock of the test's. */
export async function createRulesWorld(startMs: number): Promise<RulesWorld> {
  const world = await createCallsWorld();
  const { storage, projectId } = world;
  const clock = { nowMs: startMs };
  const now = (): Date => new Date(clock.nowMs);
  await storage.prisma.channel.create({
    data: { id: randomUUID(), projectId, kind: 'email', name: 'Ops', config: { to: 'ops@example.com' } },
  });
  const leases = createLeaseJob({ storage, leaseJob: 'evaluate', owner: randomUUID(), onTaken: () => undefined });
  const log = {
    info: () => undefined,
    error: (fields: object, message: string) => {
      throw new Error(message, { cause: 'err' in fields ? fields.err : undefined });
    },
  };
  const job = createEvaluateJob({ storage, leases, now, log, read: readObservations });
  const admin = (): Context => ({ ...world.context(now()), role: 'admin' });
  return {
    ...world,
    clock,
    admin,
    async makeRule(rule) {
      const input = createRuleInput.parse({ kind: 'metric', name: 'Errors', measure: 'errors', windowSeconds: 60, missing: 'ok', condition: { above: 5 }, ...rule }); // prettier-ignore
      return (await createRule(admin(), input, { detectors: DETECTORS })).id;
    },
    async evaluateAt(nowMs) {
      clock.nowMs = nowMs;
      await leases.run(idle);
      await job.run(idle);
    },
    async alerts() {
      return (await listAlerts(admin(), { limit: 1_000 })).alerts.reverse();
    },
    async notices() {
      const { rows } = await storage.query<{ kind: string; subject: string; alert: number; event: number }>(
        `select kind, subject, alert_id as alert, alert_event as event from outbox order by alert_id, alert_event, channel_id`,
      );
      return rows;
    },
  };
}

export interface CallsAt {
  atMs: number;
  count: number;
  status?: number;
  endpointId?: number;
  environmentId?: number;
  consumerId?: number;
  durationUs?: number;
}

/** Calls that finished then, a millisecond apart. */
export function callsAt(projectId: number, given: CallsAt): CallRow[] {
  const { atMs, count, status = 200, endpointId = 2, environmentId = 1, consumerId = 1, durationUs = 4_000 } = given;
  return Array.from({ length: count }, (_, index) => ({
    projectId,
    environmentId,
    finishedAtUs: (atMs + index) * 1000,
    endpointId,
    consumerId,
    userAgentId: 0,
    durationUs,
    requestBytes: 10,
    responseBytes: 20,
    status,
    flags: 0,
    traits: 1,
    caller: null,
    path: null,
    traceId: null,
    accountHash: null,
    attrs: null,
    retryAfterSeconds: -1,
  }));
}

export async function compact({ storage, projectId }: RulesWorld, now: Date): Promise<void> {
  while ((await compactProject(storage, projectId, now)).moved > 0);
}
