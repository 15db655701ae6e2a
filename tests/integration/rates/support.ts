import { Readable } from 'node:stream';
import { createIngest, type Ingest } from '../../../lib/ingest';
import type { NewRatePolicy, RatePoliciesAnswer, RatePolicyItem, RatePreviewAnswer } from '../../../lib/shared';
import type { Storage } from '../../../lib/storage';
import { PATCH, DELETE } from '../../../app/api/v1/projects/[projectId]/rate-policies/[policyId]/route';
import { GET, POST } from '../../../app/api/v1/projects/[projectId]/rate-policies/route';
import { POST as preview } from '../../../app/api/v1/projects/[projectId]/rate-policies/preview/route';
import { found } from '../../support/members';
import { createTestApp, send, type TestApp } from '../../support/test-app';
import { clear, createWorker, expireLeases, type TestWorker } from '../detection/support';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;

/** A call as a row of ingest. */
export interface Sent {
  atMs: number;
  ip?: string;
  consumer?: string;
  account?: string;
  route?: string;
  status?: number;
  environment?: string;
  loginOutcome?: 'success' | 'failure';
}

type Tenant = Awaited<ReturnType<typeof found>>;

export interface RatesWorld extends Tenant {
  app: TestApp;
  storage: Storage;
  ingest: Ingest;
  worker: TestWorker;
  /** Sends calls as one post, through ingest as it runs in the server. */
  send(calls: readonly Sent[], key?: string): Promise<void>;
  /** Sends calls in posts of ten seconds, folding after each as the worker would. */
  stream(calls: readonly Sent[]): Promise<void>;
  makePolicy(policy?: Partial<NewRatePolicy>): Promise<RatePolicyItem>;
  changePolicy(id: string, change: object): Promise<RatePolicyItem>;
  deletePolicy(id: string): Promise<Response>;
  policies(query?: string): Promise<RatePoliciesAnswer>;
  preview(policy: object): Promise<RatePreviewAnswer>;
  /** The id of an endpoint by its route; made when there is none. */
  endpointOf(route: string): Promise<number>;
  /** Another worker, as after a crash of the one before. */
  takeOver(): Promise<void>;
  close(): Promise<void>;
}

const ROUTE = '/v1/orders';

const rowOf = ({ atMs, ip = '203.0.113.7', route = ROUTE, status = 200, ...rest }: Sent): object => {
  const login = rest.account === undefined ? {} : { loginOutcome: 'unknown' };
  return { finishedAt: atMs, method: 'GET', route, status, durationMs: 5, ip, ...login, ...rest };
};

async function answered<T>(answer: Promise<Response>): Promise<T> {
  const response = await answer;
  const body = (await response.json()) as T;
  if (!response.ok) throw Object.assign(new Error(JSON.stringify(body)), { status: response.status });
  return body;
}

/** Ingest as it runs in the server. */
function startIngest({ runtime }: TestApp): Ingest {
  const { storage, env } = runtime;
  const observer = {
    answered: () => undefined,
    refused: (error: unknown) => {
      throw error;
    },
    step: () => undefined,
    flushed: () => undefined,
    ignored: () => undefined,
    signalsLost: () => undefined,
    rateRowsDropped: () => undefined,
  };
  return createIngest({ storage, secret: env.secret, observer, nowMs: () => Date.now(), warn: () => undefined });
}

type Api = Pick<RatesWorld, 'makePolicy' | 'changePolicy' | 'deletePolicy' | 'policies' | 'preview'>;

/** The routes of rate policies, in the name of the project's token; ingest is told of changes as by NOTIFY. */
function apiOf({ projectId, apiToken: token }: Tenant, ingest: Ingest): Api {
  const params = { projectId: String(projectId) };
  const told = <T>(answer: T): T => {
    ingest.forget([projectId]);
    return answer;
  };
  return {
    async makePolicy(policy = {}) {
      const body = { name: 'Orders', limit: 60, windowSeconds: 60, key: 'caller', ...policy };
      return told(await answered<RatePolicyItem>(send(POST, { method: 'POST', params, token, body })));
    },
    async changePolicy(policyId, body) {
      const request = { method: 'PATCH', params: { ...params, policyId }, token, body };
      return told(await answered<RatePolicyItem>(send(PATCH, request)));
    },
    async deletePolicy(policyId) {
      return told(await send(DELETE, { method: 'DELETE', params: { ...params, policyId }, token }));
    },
    policies(query = '') {
      const to = new Date(Date.now() + 3_600_000).toISOString();
      const range = `from=${new Date(Date.now() - 86_400_000).toISOString()}&to=${to}`;
      return answered(send(GET, { params, token, path: `/x?${range}${query}` }));
    },
    preview: (body) => answered(send(preview, { method: 'POST', params, token, body })),
  };
}

/** A project with the real way in for calls and the detecting part of a worker. */
export async function createRatesWorld(): Promise<RatesWorld> {
  const app = await createTestApp();
  const { storage } = app.runtime;
  const tenant = await found(app.runtime, 'rates');
  await storage.query('update project set quota_per_minute = 100000000');
  const ingest = startIngest(app);
  const now = (): Date => new Date();
  const world = { worker: createWorker(storage, now) };
  const sendCalls = async (calls: readonly Sent[], key = tenant.ingestKey): Promise<void> => {
    const body = Buffer.from(JSON.stringify({ calls: calls.map(rowOf) }));
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const { rejected } = await ingest.ingest({ headers, body: Readable.from([body]) });
    if (rejected.length > 0) throw new Error(JSON.stringify(rejected[0]));
  };
  return {
    ...tenant,
    ...apiOf(tenant, ingest),
    app,
    storage,
    ingest,
    get worker() {
      return world.worker;
    },
    send: sendCalls,
    async stream(calls) {
      const posts = new Map<number, Sent[]>();
      for (const call of [...calls].sort((a, b) => a.atMs - b.atMs)) {
        const at = Math.floor(call.atMs / (10 * SECOND));
        posts.set(at, [...(posts.get(at) ?? []), call]);
      }
      for (const post of posts.values()) {
        await sendCalls(post);
        await world.worker.work();
      }
    },
    async endpointOf(route) {
      const sql = `select id from endpoint where project_id = $1 and route = $2`;
      const known = await storage.query<{ id: number }>(sql, [tenant.projectId, route]);
      if (known.rows[0]) return known.rows[0].id;
      await sendCalls([{ atMs: Date.now() - 14 * MINUTE, route, ip: '192.0.2.200' }]);
      return (await storage.query<{ id: number }>(sql, [tenant.projectId, route])).rows[0]?.id ?? 0;
    },
    async takeOver() {
      await expireLeases(storage);
      world.worker = createWorker(storage, now);
    },
    async close() {
      await ingest.close();
      await app.close();
    },
  };
}

/** `perMinute(n)` calls spread evenly over each minute. */
export function steady(
  fromMs: number,
  { minutes, perMinute, call = {} }: { minutes: number; perMinute(minute: number): number; call?: Partial<Sent> },
): Sent[] {
  return Array.from({ length: minutes }, (_, minute) => {
    const count = perMinute(minute);
    return Array.from({ length: count }, (__, n) => ({
      ...call,
      atMs: fromMs + minute * MINUTE + Math.floor((n * MINUTE) / count),
    }));
  }).flat();
}

/** The same calls at an API with a limiter: it answers 429 to what is above the limit in a minute. */
export function limited(calls: readonly Sent[], limit: number): Sent[] {
  const used = new Map<string, number>();
  return calls.map((call) => {
    const name = `${Math.floor(call.atMs / MINUTE)} ${call.ip ?? ''}`;
    const before = used.get(name) ?? 0;
    used.set(name, before + 1);
    return before < limit ? call : { ...call, status: 429 };
  });
}

/** Forgets what was counted before, and all policies. A worker that has seen none of it takes over. */
export async function beginAnew(world: RatesWorld): Promise<void> {
  await clear(world.storage);
  for (const table of ['rate_policy', 'rate_second', 'rate_peak']) await world.storage.query(`delete from ${table}`);
  world.ingest.forget([world.projectId]);
  await world.takeOver();
}

/** Eleven minutes ago and more, at a whole minute: nothing from then on is backfill. */
export const recentMinute = (): number => Math.floor((Date.now() - 12 * MINUTE) / MINUTE) * MINUTE;
