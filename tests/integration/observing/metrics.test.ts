import { Client } from 'pg';
import { afterAll, beforeAll, expect, inject, it, onTestFinished } from 'vitest';
import type { MailPayload, ProcessFigures } from '../../../lib/shared';
import { insertOutbox, instanceMail } from '../../../lib/storage';
import { waitFor } from '../../support';
import type { Metrics } from '../../support/prometheus';
import { row, wireBatch } from '../ingest/harness';
import { createObservedWorld, type ObservedWorld, type Started } from './processes';

let world: ObservedWorld;
let server: Started;
beforeAll(async () => {
  world = await createObservedWorld();
  server = await world.startServer();
});
afterAll(() => world.close());

const post = (body: unknown, key = world.ingestKey): Promise<Response> =>
  fetch(`${server.url}/api/v1/calls`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

const grown = (before: Metrics, after: Metrics, sample: string): number =>
  (after.value(sample) ?? 0) - (before.value(sample) ?? 0);

/** Runs a statement as the superuser of the tests' Postgres. */
async function asSuperuser(text: string, values: unknown[] = []): Promise<void> {
  const client = new Client(inject('testPostgres').superUrl);
  await client.connect();
  await client.query(text, values).finally(() => client.end());
}

/** A connection that may hold locks; they end with the test. */
async function connectOwner(): Promise<Client> {
  const client = new Client(world.ownerUrl);
  await client.connect();
  onTestFinished(() => client.end());
  return client;
}

it('metrics count calls, refusals and posts by what came of them, and measures flushes', async () => {
  const before = await server.scrape();
  const batch = wireBatch(3);
  const rows = { calls: [row(), row({ status: 9_999 })] };
  const statuses = [];
  for (const answer of [
    await post(batch),
    await post(batch),
    await post(rows),
    await post('no batch'),
    await post(batch, 'cwk_x'),
  ])
    statuses.push(answer.status);
  expect(statuses).toEqual([202, 202, 202, 400, 401]);
  const after = await server.scrape();
  const moved = (sample: string): number => grown(before, after, `callwatch_${sample}`);
  expect(moved('ingest_calls_accepted_total')).toBe(4);
  expect(after.names.filter((name) => name.startsWith('callwatch_ingest_calls_rejected_total{code="'))).toHaveLength(1);
  expect(moved('ingest_batches_duplicate_total')).toBe(1);
  expect(after.names.filter((name) => name.startsWith('callwatch_ingest_batches_refused_total{reason="'))).toHaveLength(
    2,
  );
  expect(moved('http_requests_total{door="calls",code="202"}')).toBe(3);
  expect(moved('http_requests_total{door="calls",code="400"}')).toBe(1);
  expect(moved('http_requests_total{door="calls",code="401"}')).toBe(1);
  expect(moved('http_requests_total{door="metrics",code="200"}')).toBe(1);
  expect(moved('http_request_seconds_count{door="calls"}')).toBe(5);
  expect(moved('ingest_flush_calls_sum')).toBe(4);
  expect(moved('ingest_flush_seconds_count')).toBe(moved('ingest_flush_calls_count'));
  expect(moved('ingest_flush_seconds_sum')).toBeGreaterThan(0);
  expect(moved('ingest_step_seconds_total{step="group commit"}')).toBeGreaterThan(0);
});

it('metrics show calls that wait for a flush, and the connection that waits with them', async () => {
  const holder = await connectOwner();
  await holder.query('begin; lock table ingest_batch in access exclusive mode');
  const waiting = post(wireBatch(7));
  await waitFor(async () => (await server.scrape()).value('callwatch_ingest_queued_calls') === 7);
  await holder.query('rollback');
  expect((await waiting).status).toBe(202);
  // what a scrape reads cannot be read: the gauges of the process come all the same, those of the database do not
  await holder.query('begin; lock table call_pending in access exclusive mode');
  const blocked = await server.scrape();
  expect(blocked.value('callwatch_ingest_queued_calls')).toBe(0);
  expect(blocked.value('callwatch_database_up')).toBe(0);
  expect(blocked.has('callwatch_rollup_lag_seconds')).toBe(false);
  await holder.query('rollback');
  const metrics = await server.scrape();
  expect(metrics.value('callwatch_ingest_queued_calls')).toBe(0);
  expect(metrics.value('callwatch_database_up')).toBe(1);
  const of = (name: string): number => metrics.value(`callwatch_database_pool_${name}{pool="ingest"}`) ?? -1;
  expect(of('connections')).toBeGreaterThan(0);
  expect(of('idle_connections')).toBeLessThanOrEqual(of('connections'));
  expect([of('waiting'), of('max_connections')]).toEqual([0, 5]);
  expect(metrics.value('callwatch_database_pool_max_connections{pool="general"}')).toBe(8);
});

it('the server says of both its pools how they do: that of pages and the API, and that of calls', async () => {
  const { rows } = await world.storage.query<{ figures: ProcessFigures }>(
    `select figures from instance_process where 'ingest' = any(roles)`,
  );
  expect(rows[0]?.figures).toMatchObject({ connections: { most: 8 }, ingestConnections: { most: 5 } });
});

it('calls are stored while slow reads hold every connection that reads may have', async () => {
  expect((await post({ calls: [row()] })).status).toBe(202);
  const holder = await connectOwner();
  await holder.query('begin; lock table api_token in access exclusive mode');
  const headers = { authorization: `Bearer ${world.apiToken}`, via: 'another machine' };
  const reads = Array.from({ length: 12 }, () => fetch(`${server.url}/metrics`, { headers }));
  await waitFor(async () => {
    const metrics = await server.scrape();
    return (metrics.value('callwatch_database_pool_waiting{pool="general"}') ?? 0) > 0;
  });
  expect((await post({ calls: [row()] })).status).toBe(202);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  await holder.query('rollback');
  await Promise.all(reads);
});

it('metrics have types, units and the defaults of a process', async () => {
  const metrics = await server.scrape();
  for (const [name, type] of metrics.types) {
    if (!name.startsWith('callwatch_')) continue;
    expect(name.endsWith('_total'), name).toBe(type === 'counter');
    expect(name, name).toMatch(/^[a-z_]+$/);
    if (/lag|age|due|time/.test(name)) expect(name).toMatch(/_seconds(_total)?$/);
  }
  for (const name of ['nodejs_eventloop_lag_p99_seconds', 'process_resident_memory_bytes', 'process_cpu_seconds_total'])
    expect(metrics.value(name), name).toBeGreaterThanOrEqual(0);
});

it('metrics of what waits grow while no worker runs, told by the server, and fall when one does the work', async () => {
  await post({
    calls: [row({ method: 'POST', route: '/login', status: 401, account: 'a@b.example', loginOutcome: 'failure' })],
  });
  const mail: MailPayload = {
    type: 'mail',
    to: 'a@b.example',
    title: 'T',
    paragraphs: ['P'],
    link: null,
    hideLinks: false,
  };
  await insertOutbox(world.storage, [instanceMail('password_reset', mail)], new Date());
  await world.storage.query("update rule set effective_at = now() - interval '10 minutes'");
  const rules = await world.storage.query<{ n: number }>(
    "select count(*)::int n from rule where kind = 'metric' and enabled",
  );
  const behind = await waitFor(async () => {
    const metrics = await server.scrape();
    return (metrics.value('callwatch_rollup_lag_seconds') ?? 0) > 0.2 && metrics;
  });
  const value = (metrics: Metrics, name: string): number => metrics.value(`callwatch_${name}`) ?? -1;
  expect(value(behind, 'rollup_pending_blobs')).toBeGreaterThan(0);
  expect(value(behind, 'detector_pending_flushes')).toBe(1);
  expect(value(behind, 'detector_lag_seconds')).toBeGreaterThan(0);
  expect(value(behind, 'evaluate_rules')).toBe(rules.rows[0]?.n);
  expect(value(behind, 'evaluate_lag_seconds')).toBeGreaterThan(590);
  expect(value(behind, 'deliveries{state="queued"}')).toBe(1);
  expect(value(behind, 'deliveries_oldest_due_seconds')).toBeGreaterThan(0);
  expect(value(behind, 'database_size_bytes')).toBeGreaterThan(1e6);
  const worker = await world.startWorker();
  await waitFor(
    async () => {
      const metrics = await worker.scrape();
      return (
        value(metrics, 'rollup_pending_blobs') === 0 &&
        value(metrics, 'detector_pending_flushes') === 0 &&
        value(metrics, 'deliveries{state="queued"}') === 0 &&
        value(metrics, 'evaluate_lag_seconds') < 130 &&
        value(metrics, 'partitions_ahead_days') === 7
      );
    },
    { timeoutMs: 40_000, what: 'a worker that has done what waited' },
  );
  const done = await worker.scrape();
  expect([value(done, 'rollup_lag_seconds'), value(done, 'detector_lag_seconds')]).toEqual([0, 0]);
  expect(value(done, 'deliveries_oldest_due_seconds')).toBe(0);
  expect(value(done, 'delivery_attempts_total{kind="email",outcome="accepted"}')).toBe(1);
  expect(value(done, 'delivery_attempt_seconds_count{kind="email"}')).toBe(1);
  expect(value(done, 'worker_runs_total{job="rollup"}')).toBeGreaterThan(0);
  expect(done.value('nodejs_eventloop_lag_p99_seconds')).toBeGreaterThanOrEqual(0);
  await worker.end('SIGTERM');
});

it('metrics come without figures of the database, and soon, while it refuses connections', async () => {
  const name = new URL(world.appUrl).pathname.slice(1);
  await asSuperuser(`alter database ${name} with allow_connections false`);
  await asSuperuser('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  const away = await server.scrape();
  await asSuperuser(`alter database ${name} with allow_connections true`);
  expect(away.value('callwatch_database_up')).toBe(0);
  expect(away.has('callwatch_detector_lag_seconds')).toBe(false);
  expect(away.has('callwatch_ingest_calls_accepted_total')).toBe(true);
  await waitFor(async () => (await server.scrape()).value('callwatch_database_up') === 1);
});

it.each(['x-forwarded-for', 'x-real-ip', 'forwarded', 'via'])('a request with %s needs a token', async (header) => {
  const ask = (headers: Record<string, string>): Promise<Response> =>
    fetch(`${server.url}/metrics`, { headers: { [header]: '127.0.0.1', ...headers } });
  const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });
  const statuses = [await ask({}), await ask(bearer(world.ingestKey)), await ask(bearer(world.apiToken))];
  expect(statuses.map(({ status }) => status)).toEqual([401, 401, 200]);
});
