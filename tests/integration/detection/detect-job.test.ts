import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { claimSignals, LEASE_BUCKETS, type Sql } from '../../../lib/storage';
import { createResolveJob } from '../../../worker/jobs/resolve';
import { waitFor } from '../../support';
import { createTestApp, type TestApp } from '../../support/test-app';
import { found } from '../../support/members';
import { clear, createWorker, expireLeases, report, rowsOf, stopIn, stuffing } from './support';
import { createStalled, STOPS_READING, STOPS_SENDING, type Reported } from './support';

let app: TestApp;
let made = 0;
let projectId: number;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  await clear(app.runtime.storage);
  ({ projectId } = await found(app.runtime, `detect${++made}`));
}, 30_000);

const storage = () => app.runtime.storage;
const now = () => new Date();
const worker = () => createWorker(storage(), now);
const reportAll = async (flushes: readonly Reported[][]) => {
  for (const flush of flushes) await report(storage(), projectId, flush);
};
const recent = () => Date.now() - 60_000;
const kindsTold = async () => (await rowsOf(storage(), 'outbox')).map(({ kind }) => String(kind)).sort();

describe('one attack', () => {
  it('is one incident with figures from its calls, and tells of the opening and of the raise, once each', async () => {
    await reportAll(stuffing(recent()));
    await worker().work();
    const [incident, ...others] = await rowsOf(storage(), 'incident');
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ state: 'open', severity: 'critical', detector: 'stuffing-ip', call_count: 41 });
    expect(incident?.['title']).toBe('1 caller tried stolen passwords on POST /v1/login and got into 1 account');
    expect(incident?.['figures']).toEqual({
      failures: 40,
      successes: 1,
      accountsTried: 41,
      accountsEntered: 1,
      callers: 1,
      rateCalls: 0,
      rateKeys: 0,
    });
    expect(await kindsTold()).toEqual(['opened', 'raised_to_critical']);
    expect(await rowsOf(storage(), 'signal_feed')).toEqual([]);
  });

  it('of the past is stored resolved and told to nobody', async () => {
    await reportAll(stuffing(Date.now() - 6 * 3_600_000, { backfill: true }));
    await worker().work();
    expect(await rowsOf(storage(), 'incident')).toMatchObject([
      { state: 'resolved', historical: true, severity: 'critical' },
    ]);
    expect(await kindsTold()).toEqual([]);
  });

  it('in an archive environment is none', async () => {
    await storage().query(`update environment set archive = true where project_id = $1 and id = 1`, [projectId]);
    await reportAll(stuffing(recent()));
    await worker().work();
    expect(await rowsOf(storage(), 'finding')).toEqual([]);
  });

  it('that began low tells the rules from medium on when it rises', async () => {
    const guess = Array.from({ length: 12 }, (_, n) => ({ atMs: recent() + n * 100 }));
    const first = worker();
    await reportAll([guess]);
    await first.work();
    expect(await rowsOf(storage(), 'incident')).toMatchObject([{ severity: 'low' }]);
    expect(await kindsTold()).toEqual([]);
    await reportAll([guess.map(({ atMs }) => ({ atMs: atMs + 5_000 }))]);
    await first.work();
    expect(await rowsOf(storage(), 'incident')).toMatchObject([{ severity: 'medium' }]);
    expect(await kindsTold()).toEqual(['opened']);
  });
});

describe('a notice', () => {
  it('of an opening has the severity that the incident has after the fold, and is the only one', async () => {
    const from = recent();
    await reportAll([Array.from({ length: 40 }, (_, n) => ({ atMs: from + n * 100, account: 100 + n }))]);
    await worker().work();
    const [incident] = await rowsOf(storage(), 'incident');
    expect(incident).toMatchObject({ severity: 'high' });
    const told = await rowsOf(storage(), 'outbox');
    expect(told).toMatchObject([{ kind: 'opened', payload: { incident: { severity: 'high' } } }]);
    expect(told[0]?.['subject']).toContain(
      `High incident #${String(incident?.['id'])} opened: ${String(incident?.['title'])}`,
    );
  });
});

describe('a takeover', () => {
  const comparable = async () => ({
    incidents: (await rowsOf(storage(), 'incident')).map(({ title, severity, call_count, entities }) => ({
      title,
      severity,
      call_count,
      entities,
    })),
    findings: (await rowsOf(storage(), 'finding')).map(({ id, severity, evidence }) => ({ id, severity, evidence })),
    told: await kindsTold(),
  });

  it('after a crash between any two commits ends in the same incidents, findings and notices', async () => {
    const startMs = recent();
    const flushes = stuffing(startMs);
    const single = worker();
    for (const flush of flushes) {
      await report(storage(), projectId, flush);
      await single.work();
    }
    const expected = await comparable();
    await clear(storage());
    for (const flush of flushes) {
      await report(storage(), projectId, flush);
      await expireLeases(storage());
      await worker().work();
    }
    expect(await comparable()).toEqual(expected);
  });

  it('loads the snapshot and replays only what was folded after it', async () => {
    const [one = [], two = [], ...rest] = stuffing(recent());
    const first = worker();
    await reportAll([one]);
    await first.work();
    await first.detect.close();
    expect(await rowsOf(storage(), 'signal_done')).toEqual([]);
    await reportAll([two]);
    await first.work();
    expect(await rowsOf(storage(), 'signal_done')).toHaveLength(1);
    await expireLeases(storage());
    await reportAll(rest);
    await worker().work();
    expect(await rowsOf(storage(), 'incident')).toMatchObject([{ severity: 'critical', call_count: 41 }]);
  });
});

describe('a claim', () => {
  it('takes the oldest flushes, one at least, and no further one once they hold so many signals', async () => {
    await reportAll(stuffing(recent()));
    const sizes = async (limit: number, rows: number) => {
      const flushes = await storage().transaction((tx) => claimSignals(tx, { projectId, limit, rows }));
      return flushes.map(({ signals }) => signals.length);
    };
    expect(await sizes(200, 1)).toEqual([10]);
    expect(await sizes(200, 11)).toEqual([10, 10]);
    expect(await sizes(1, 100)).toEqual([10]);
    expect(await sizes(200, 100)).toEqual([1]);
    expect(await sizes(200, 100)).toEqual([]);
  });
});

describe('the fence', () => {
  it('lets a stopped holder write nothing once another has its lease', async () => {
    const [one = [], ...rest] = stuffing(recent());
    const stopped = worker();
    await reportAll([one]);
    await stopped.work();
    await expireLeases(storage());
    const next = worker();
    await next.leases.run(new AbortController().signal);
    await reportAll(rest);
    await stopped.detect.run(new AbortController().signal);
    expect(await rowsOf(storage(), 'signal_feed')).toHaveLength(rest.length);
    expect(stopped.detect.counts().flushes).toBe(1);
    await next.work();
    expect(await rowsOf(storage(), 'incident')).toMatchObject([{ severity: 'critical', call_count: 41 }]);
  });

  it('keeps the lease in place in the middle of a transaction of its holder', async () => {
    const first = worker();
    await first.work();
    const lease = first.leases.leaseOf(projectId);
    await storage().transaction(async (tx) => {
      await tx.query('select 1 from lease where bucket = $1 and job = $2 for share', [lease?.bucket, lease?.job]);
      await expect(
        storage().transaction(async (other) => {
          await other.query(`set local lock_timeout = '200ms'`);
          await other.query('update lease set token = token + 1 where bucket = $1 and job = $2', [
            lease?.bucket,
            lease?.job,
          ]);
        }),
      ).rejects.toThrow(/lock timeout/);
    });
  });
});

const { signal } = new AbortController();
const heldBy = ({ leases }: ReturnType<typeof worker>) =>
  Array.from({ length: LEASE_BUCKETS }, (_, bucket) => leases.leaseOf(bucket)).filter((lease) => lease !== null);

describe('leases', () => {
  const keepInPlace = (tx: Sql, bucket: number) =>
    tx.query(`select 1 from lease where bucket = $1 and job = 'detect' for share`, [bucket]);

  it('go to another worker but for one that a transaction of a stopped holder keeps in place', async () => {
    const [stopped, next] = [worker(), worker()];
    await stopped.leases.run(signal);
    await expireLeases(storage());
    await storage().transaction(async (tx) => {
      await keepInPlace(tx, 7);
      await next.leases.run(signal);
      expect(heldBy(next)).toHaveLength(LEASE_BUCKETS - 1);
      expect(next.leases.leaseOf(7)).toBeNull();
    });
    await next.leases.run(signal);
    expect(heldBy(next)).toHaveLength(LEASE_BUCKETS);
  });

  it('are renewed while a transaction of their holder goes on, and the one that it keeps in place after it', async () => {
    const holder = worker();
    await holder.leases.run(signal);
    const before = heldBy(holder);
    const { rows } = await storage().query<{ at: string }>(`select max(expires_at)::text at from lease`);
    const renewed = async () => {
      const later = `select bucket from lease where job = 'detect' and expires_at > $1::timestamptz`;
      return (await storage().query(later, [rows[0]?.at])).rowCount;
    };
    const run = await storage().transaction(async (tx) => {
      await keepInPlace(tx, 7);
      const running = holder.leases.run(signal);
      await waitFor(async () => (await renewed()) === LEASE_BUCKETS - 1);
      return { running };
    });
    await run.running;
    expect(await renewed()).toBe(LEASE_BUCKETS);
    expect(heldBy(holder)).toEqual(before);
  });
});

it('what a process holds that stops in the middle of a statement is free once that is ended; who only reads is left alone', async () => {
  const hold = (bucket: number) => `select 1 from lease where bucket = ${bucket} and job = 'detect' for share`;
  const url = app.databaseUrl;
  const reader = await stopIn(url, { statement: hold(7), stop: STOPS_READING });
  const sender = await stopIn(url, { statement: hold(8), stop: STOPS_SENDING });
  const page = await stopIn(url, { statement: 'select 1', stop: STOPS_READING });
  const waiting = async () => {
    const found = `select pid from pg_stat_activity where state = 'active' and wait_event_type = 'Client' and pid = any($1)`;
    return (await storage().query<{ pid: number }>(found, [[reader, sender, page]])).rows.map(({ pid }) => pid);
  };
  await waitFor(async () => (await waiting()).length === 3);
  const next = worker();
  const { job, ended } = createStalled(storage());
  for (const kept of [2, 2, 2, 0]) {
    await next.leases.run(signal);
    expect(heldBy(next)).toHaveLength(LEASE_BUCKETS - kept);
    await job.run(signal);
  }
  expect(ended).toHaveLength(2);
  expect(ended).toContainEqual(
    expect.objectContaining({ pid: reader, waitedFor: 'ClientWrite', held: ['lease RowShareLock'] }),
  );
  expect(ended).toContainEqual(expect.objectContaining({ pid: sender, waitedFor: 'ClientRead' }));
  expect(await waiting()).toEqual([page]);
});

it('two workers side by side never double an incident or a notice', async () => {
  const workers = [worker(), worker()];
  for (const flush of stuffing(recent())) {
    await report(storage(), projectId, flush);
    await Promise.all(workers.map((one) => one.work()));
    await expireLeases(storage());
  }
  await Promise.all(workers.map((one) => one.work()));
  expect(await rowsOf(storage(), 'incident')).toMatchObject([{ severity: 'critical', call_count: 41 }]);
  expect(await kindsTold()).toEqual(['opened', 'raised_to_critical']);
});

describe('quiet', () => {
  it('for 30 minutes resolves an incident once, whoever asks, and never while its signals wait', async () => {
    await reportAll(stuffing(recent()));
    const one = worker();
    await one.work();
    const later = () => new Date(Date.now() + 31 * 60_000);
    const jobs = [1, 2].map(() => createResolveJob({ storage: storage(), now: later }));
    const { signal } = new AbortController();
    await report(storage(), projectId, [{ atMs: Date.now(), account: 7 }]);
    await Promise.all(jobs.map((job) => job.run(signal)));
    expect(await rowsOf(storage(), 'incident')).toMatchObject([{ state: 'open' }]);
    await one.work();
    await Promise.all(jobs.map((job) => job.run(signal)));
    expect(await rowsOf(storage(), 'incident')).toMatchObject([{ state: 'resolved', call_count: 42 }]);
    const events = await rowsOf(storage(), 'incident_event');
    expect(events.filter(({ kind }) => kind === 'resolved')).toHaveLength(1);
    expect(await kindsTold()).toEqual(['opened', 'raised_to_critical']);
  });
});
