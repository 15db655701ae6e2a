import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GET as incident } from '../../../app/api/v1/projects/[projectId]/incidents/[incidentId]/route';
import { GET as matched } from '../../../app/api/v1/projects/[projectId]/incidents/[incidentId]/calls/route';
import type { CallsAnswer, IncidentDetail } from '../../../lib/shared';
import { found } from '../../support/members';
import { send } from '../../support/test-app';
import { clear, rowsOf } from '../detection/support';
import { beginAnew, createRatesWorld, limited, MINUTE, recentMinute, SECOND, steady, type RatesWorld } from './support';

let world: RatesWorld;
let startMs: number;
beforeAll(async () => {
  world = await createRatesWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  await beginAnew(world);
  startMs = recentMinute();
}, 30_000);

const findings = async () =>
  (await rowsOf(world.storage, 'finding')).map(({ detector, severity, evidence, entity, historical }) => {
    return { detector, severity, evidence, entity, historical };
  });
const ORDERS = '/v1/orders';
const policyOnOrders = async (change = {}) => world.makePolicy({ endpoint: await world.endpointOf(ORDERS), ...change });

describe.each([
  ['an API without a limiter', (calls: ReturnType<typeof steady>) => calls],
  ['an API that answers 429 above the limit', (calls: ReturnType<typeof steady>) => limited(calls, 60)],
])('60 a minute and caller on one endpoint, at %s', (_, answer) => {
  it('finds a client that sends 61 to 70 a minute for ten minutes: once, low, and tells nobody', async () => {
    await policyOnOrders();
    const calls = answer(steady(startMs, { minutes: 10, perMinute: (minute) => 61 + (minute % 10) }));
    await world.stream(calls);
    const all = await findings();
    const byPolicy = all.filter(({ evidence }) => Number(Object(evidence).policy) > 0);
    expect(byPolicy).toMatchObject([{ detector: 'rate-violation', severity: 'low', historical: false }]);
    expect(byPolicy[0]?.evidence).toMatchObject({ limit: 60, windowSeconds: 60, calls: calls.length });
    expect(byPolicy[0]?.entity).toMatchObject({ callers: ['203.0.113.7'] });
    expect(await rowsOf(world.storage, 'incident')).toMatchObject([{ severity: 'low', state: 'open' }]);
    expect(await rowsOf(world.storage, 'outbox')).toEqual([]);
  });

  it('does not find a client whose busiest 60 s hold 59 calls, all in one second', async () => {
    await policyOnOrders();
    const bursts = Array.from({ length: 10 }, (__, minute) =>
      Array.from({ length: 59 }, (___, n) => ({ atMs: startMs + minute * MINUTE + n * 10 })),
    ).flat();
    await world.stream(answer(bursts));
    expect(await findings()).toEqual([]);
    const { policies } = await world.policies();
    expect(policies[0]?.headroom).toMatchObject({ keysOver: 0, keysNear: 1, keys: [{ peak: 59, calls: 590 }] });
  });
});

describe('an incident over a rate', () => {
  it('tells what was sent and what is allowed, and lists exactly the calls behind it', async () => {
    const policy = await policyOnOrders();
    const over = steady(startMs, { minutes: 2, perMinute: () => 70 });
    const elsewhere = steady(startMs, { minutes: 2, perMinute: () => 30, call: { route: '/v1/others' } });
    const others = steady(startMs, { minutes: 2, perMinute: () => 40, call: { ip: '198.51.100.4' } });
    await world.stream([...over, ...elsewhere, ...others]);
    const [{ id = 0 } = {}] = await rowsOf(world.storage, 'incident');
    const params = { projectId: String(world.projectId), incidentId: String(id) };
    const detail = (await (await send(incident, { params, token: world.apiToken })).json()) as IncidentDetail;
    expect(detail).toMatchObject({
      title: '1 caller exceeded 60 calls in 60 s on GET /v1/orders',
      callCount: 140,
      rates: [{ policyId: policy.id, policy: 'Orders', key: '203.0.113.7', peak: 70, calls: 140, limit: 60 }],
    });
    const line = detail.story.find(({ kind }) => kind === 'rate');
    expect(line?.text).toBe(
      'Caller 203.0.113.7 sent 70 calls in 60 s; the policy “Orders” allows 60. 140 calls in 2 min.',
    );
    expect(line?.calls?.count).toBe(140);
    expect(detail.chart.points.reduce((sum, { successes }) => sum + successes, 0)).toBe(140);
    const request = { params, token: world.apiToken, path: '/x?limit=1000' };
    const { calls } = (await (await send(matched, request)).json()) as CallsAnswer;
    expect(calls).toHaveLength(140);
    expect(new Set(calls.map(({ caller, route }) => `${caller} ${route}`))).toEqual(new Set([`203.0.113.7 ${ORDERS}`]));
  });

  it('is medium when a key stays over three times the policy for ten minutes, and not before', async () => {
    await world.makePolicy({ limit: 5 });
    const calls = steady(startMs, { minutes: 11, perMinute: () => 17 });
    await world.stream(calls.filter(({ atMs }) => atMs < startMs + 10 * MINUTE));
    expect(await findings()).toMatchObject([{ severity: 'low' }]);
    await world.stream(calls.filter(({ atMs }) => atMs >= startMs + 10 * MINUTE));
    expect(await findings()).toMatchObject([{ severity: 'medium' }]);
  });

  it('is of the past, and told to nobody, when its calls are backfill', async () => {
    await world.makePolicy();
    const past = Date.now() - 3 * 60 * MINUTE;
    await world.stream(steady(past, { minutes: 3, perMinute: () => 200 }));
    expect(await rowsOf(world.storage, 'incident')).toMatchObject([{ historical: true, state: 'resolved' }]);
    expect(await rowsOf(world.storage, 'outbox')).toEqual([]);
    expect((await world.policies()).policies[0]?.headroom.keys).toEqual([]);
  });
});

describe('who is counted', () => {
  it('by consumer: the calls of all its callers together', async () => {
    await world.makePolicy({ key: 'consumer' });
    const calls = steady(startMs, { minutes: 2, perMinute: () => 70 }).map((call, n) => {
      return { ...call, consumer: 'acme', ip: `203.0.113.${n % 40}` };
    });
    await world.stream(calls);
    expect(await findings()).toMatchObject([{ evidence: { peak: 70 }, entity: { callers: [] } }]);
    const { policies } = await world.policies();
    expect(policies[0]?.headroom.keys).toMatchObject([{ key: 'acme', environment: 'production', peak: 70 }]);
  });

  it('by account: by its hash alone', async () => {
    await world.makePolicy({ key: 'account' });
    const calls = steady(startMs, { minutes: 2, perMinute: () => 70 }).map((call, n) => {
      return { ...call, account: 'ann@example.com', ip: `203.0.113.${n % 40}` };
    });
    await world.stream(calls);
    expect(await findings()).toMatchObject([
      { evidence: { peak: 70 }, entity: { accounts: [expect.stringMatching(/^[0-9a-f]{32}$/)] } },
    ]);
  });
});

describe('what is counted', () => {
  it('each environment by itself, the archive never', async () => {
    await world.storage.query(
      `insert into environment (project_id, id, slug) values ($1, 7, 'canary') on conflict do nothing`,
      [world.projectId],
    );
    world.ingest.forget([world.projectId]);
    await world.makePolicy();
    const half = (environment: string) => steady(startMs, { minutes: 2, perMinute: () => 40, call: { environment } });
    await world.stream([...half('production'), ...half('canary')]);
    await world.stream(steady(startMs, { minutes: 2, perMinute: () => 90, call: { environment: 'archive' } }));
    expect(await findings()).toEqual([]);
    const { policies } = await world.policies();
    expect(policies[0]?.headroom.keys.map(({ environment, peak }) => [environment, peak])).toEqual(
      expect.arrayContaining([
        ['production', 40],
        ['canary', 40],
      ]),
    );
    const ofOne = await world.policies('&environment=canary');
    expect(ofOne.policies[0]?.headroom).toMatchObject({ keysSeen: 1, keys: [{ environment: 'canary' }] });
    await expect(world.policies('&environment=nowhere')).rejects.toThrow(/production, .*canary/);
  });

  it('not by a policy of another project', async () => {
    await world.makePolicy();
    const other = await found(world.app.runtime, `other${Date.now()}`);
    await world.send(steady(startMs, { minutes: 2, perMinute: () => 90 }), other.ingestKey);
    await world.worker.work();
    expect(await findings()).toEqual([]);
    expect((await world.policies()).policies[0]?.headroom.keys).toEqual([]);
  });

  it('not by a policy that is disabled', async () => {
    const { id } = await world.makePolicy();
    await world.changePolicy(id, { enabled: false });
    await world.stream(steady(startMs, { minutes: 1, perMinute: () => 90 }));
    expect(await findings()).toEqual([]);
    expect(await rowsOf(world.storage, 'signal_feed')).toEqual([]);
    const { rows } = await world.storage.query('select 1 from rate_second');
    expect(rows).toEqual([]);
  });
});

describe('answers 429 without a policy', () => {
  const refused = (perMinute: (minute: number) => number, minutes = 3) =>
    steady(startMs, { minutes, perMinute, call: { status: 429, consumer: 'acme' } });

  it('are a finding of caller and consumer, in one incident, when five a minute come in two minutes in a row', async () => {
    await world.stream(refused(() => 5));
    expect(await findings()).toMatchObject([
      { severity: 'low', evidence: { policy: 0, peak: 5, calls: 15 } },
      { severity: 'low', evidence: { policy: 0, peak: 5, calls: 15 } },
    ]);
    expect(await rowsOf(world.storage, 'incident')).toMatchObject([{ detector: 'rate-violation', call_count: 15 }]);
    expect(await rowsOf(world.storage, 'outbox')).toEqual([]);
  });

  it('are none when they are fewer, or all in one minute', async () => {
    await world.stream(refused(() => 4));
    await world.stream(
      refused((minute) => (minute === 0 ? 400 : 0), 1).map((call) => ({ ...call, ip: '198.51.100.1' })),
    );
    expect((await findings()).filter(({ entity }) => Object(entity).callers.includes('198.51.100.1'))).toEqual([]);
  });
});

describe('a change', () => {
  it('of the limit lets the counting begin anew, one of the name does not', async () => {
    const { id } = await world.makePolicy({ limit: 100 });
    await world.stream(steady(startMs, { minutes: 1, perMinute: () => 70 }));
    await world.changePolicy(id, { name: 'Renamed' });
    expect((await world.policies()).policies[0]?.headroom.keys).toMatchObject([{ peak: 70 }]);
    const changed = await world.changePolicy(id, { limit: 60 });
    expect(changed).toMatchObject({ id, name: 'Renamed', limit: 60 });
    expect((await world.policies()).policies[0]?.headroom.keys).toEqual([]);
    await world.stream([{ atMs: startMs + MINUTE - SECOND }]);
    expect(await findings()).toEqual([]);
    expect((await world.policies()).policies[0]?.headroom.keys).toMatchObject([{ peak: 1, calls: 1 }]);
  });

  it('leaves out what was written for the policy before', async () => {
    const { id } = await world.makePolicy();
    await world.send(steady(startMs, { minutes: 1, perMinute: () => 90 }));
    await world.changePolicy(id, { windowSeconds: 61 });
    await world.worker.work();
    expect(await findings()).toEqual([]);
    expect((await world.deletePolicy(id)).status).toBe(204);
    expect((await world.policies()).policies).toEqual([]);
  });
});

describe('exactly once', () => {
  const told = async () => ({
    findings: await findings(),
    peaks: (await world.storage.query('select at, key, peak, calls, seconds_over from rate_peak order by 1, 2')).rows,
    incidents: (await rowsOf(world.storage, 'incident')).map(({ severity, call_count }) => [severity, call_count]),
  });

  it('a crash between any two commits ends in the same counts, with snapshots in between or not', async () => {
    const calls = steady(startMs, { minutes: 3, perMinute: () => 65 });
    const posts = [0, 1, 2, 3, 4, 5].map((n) => calls.filter((_, index) => index % 6 === n));
    await world.makePolicy();
    for (const post of posts) {
      await world.send(post);
      await world.worker.work();
    }
    const expected = await told();
    expect(expected.findings).toHaveLength(1);
    await clear(world.storage);
    for (const table of ['rate_policy', 'rate_second', 'rate_peak']) await world.storage.query(`delete from ${table}`);
    await world.makePolicy();
    for (const [index, post] of posts.entries()) {
      await world.takeOver();
      await world.send(post);
      await world.worker.work();
      if (index % 2 === 1) await world.worker.detect.close();
    }
    expect(await told()).toEqual(expected);
    await world.worker.detect.close();
    expect((await world.storage.query('select 1 from rate_second')).rows).toEqual([]);
  });

  it('late calls count where they belong: what comes in any order is found alike', async () => {
    await world.makePolicy();
    const calls = steady(startMs, { minutes: 10, perMinute: () => 61 });
    const late = calls.filter((_, index) => index % 2 === 1);
    await world.stream(calls.filter((_, index) => index % 2 === 0));
    expect(await findings()).toEqual([]);
    await world.send(late);
    await world.worker.work();
    expect(await findings()).toMatchObject([{ evidence: { peak: 61, calls: calls.length } }]);
  });
});

describe('a preview', () => {
  it('shows what the calls of the last day would have come to', async () => {
    await world.stream([
      ...steady(startMs, { minutes: 3, perMinute: () => 70 }),
      ...steady(startMs, { minutes: 3, perMinute: () => 20, call: { ip: '198.51.100.4' } }),
    ]);
    const shown = await world.preview({ limit: 60, windowSeconds: 60, key: 'caller' });
    expect(shown).toMatchObject({
      complete: true,
      keysOver: 1,
      keysSeen: 2,
      keys: [
        { key: '203.0.113.7', peak: 70, calls: 210 },
        { key: '198.51.100.4', peak: 20, secondsOver: 0 },
      ],
    });
  });
});
