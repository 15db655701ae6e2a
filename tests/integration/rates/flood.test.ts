import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Storage, Tx } from '../../../lib/storage';
import { found } from '../../support/members';
import { createWorker, expireLeases, rowsOf, type TestWorker } from '../detection/support';
import { beginAnew, createRatesWorld, MINUTE, SECOND, type RatesWorld, type Sent } from './support';

let world: RatesWorld;
let other: Awaited<ReturnType<typeof found>>;
beforeAll(async () => {
  world = await createRatesWorld();
  other = await found(world.app.runtime, 'bystander');
  await world.storage.query('update project set quota_per_minute = 100000000');
});
afterAll(() => world.close());
beforeEach(() => beginAnew(world), 30_000);

const POST = 9_000;
const LOGIN = '/v1/login';

async function sendAll(calls: readonly Sent[]): Promise<void> {
  for (let from = 0; from < calls.length; from += POST) await world.send(calls.slice(from, from + POST));
}

/** Each in a network of its own. */
const address = (n: number): string => `${20 + Math.floor(n / 250)}.${n % 250}.7.9`;

/** Two calls of each of many callers, one more than the policy allows. */
const everybody = (callers: number): Sent[] =>
  Array.from({ length: 2 * callers }, (_, n) => ({
    atMs: Date.now() - 2 * MINUTE + (n % 2) * SECOND,
    ip: address(Math.floor(n / 2)),
  }));

/** A list of stolen passwords, one of which fits. */
const stuffing = (ip: string): Sent[] =>
  Array.from({ length: 45 }, (_, n) => ({
    atMs: Date.now() - MINUTE + n * 500,
    ip,
    route: LOGIN,
    account: `victim-${n}`,
    loginOutcome: n === 44 ? 'success' : 'failure',
    status: n === 44 ? 200 : 401,
  }));

const incidents = async () =>
  (await rowsOf(world.storage, 'incident')).map(({ project_id, detector, severity, figures, title }) => {
    return { projectId: project_id, detector, severity, figures, title };
  });
const bySeverity = async () => (await incidents()).map(({ detector, severity }) => `${detector} ${severity}`).sort();

it('thousands of callers over one policy are one incident, and hold up no attack, of this project or another', async () => {
  const endpoint = await world.endpointOf('/v1/orders');
  const policy = await world.makePolicy({ endpoint, limit: 1 });
  await sendAll(everybody(6_000));
  await world.send(stuffing('203.0.113.98'), other.ingestKey);
  await world.worker.work();
  const [ofPolicy, ofOther, ...more] = (await incidents()).sort((a, b) => (a.severity < b.severity ? 1 : -1));
  expect(more).toEqual([]);
  expect(ofPolicy).toMatchObject({
    projectId: world.projectId,
    title: '6,000 callers exceeded 1 call in 60 s on GET /v1/orders',
    severity: 'low',
    figures: { rateKeys: 6_000, rateCalls: 12_000 },
  });
  expect(ofOther).toMatchObject({ projectId: other.projectId, severity: 'critical' });
  expect((await world.policies()).policies.find(({ id }) => id === policy.id)?.headroom.keysOver).toBeGreaterThan(0);

  await world.send(stuffing(address(3)));
  await world.worker.work();
  expect(await bySeverity()).toEqual(['rate-violation low', 'stuffing-ip critical', 'stuffing-ip critical']);
  expect(await rowsOf(world.storage, 'signal_feed')).toEqual([]);
  expect(world.worker.logged).toEqual([]);

  await world.takeOver();
  await sendAll(everybody(6_000));
  await world.worker.work();
  expect(await bySeverity()).toEqual(['rate-violation low', 'stuffing-ip critical', 'stuffing-ip critical']);
  expect((await rowsOf(world.storage, 'finding')).length).toBeLessThan(1_200);
  expect(world.worker.logged).toEqual([]);
}, 180_000);

it('a flush that cannot be folded with its rates is folded without them, and says so', async () => {
  const endpoint = await world.endpointOf('/v1/orders');
  await world.makePolicy({ endpoint, limit: 1 });
  for (const part of [0, 1, 2]) {
    await world.send([...everybody(20 + part), ...(part === 1 ? stuffing('203.0.113.99') : [])]);
  }
  await expireLeases(world.storage);
  const worker = createWorker(withoutPeaks(world.storage), () => new Date());
  await workUntilDone(worker);
  expect(await rowsOf(world.storage, 'signal_feed')).toEqual([]);
  expect(await bySeverity()).toEqual(['stuffing-ip critical']);
  expect(worker.detect.counts().ratesLost).toBeGreaterThan(60);
  const said = worker.logged.filter((line) => Object(line).ratesLost > 0);
  expect(said.length).toBeGreaterThan(0);
  await world.takeOver();
  await world.worker.work();
  expect(await bySeverity()).toEqual(['stuffing-ip critical']);
}, 60_000);

// last: it uses up the signals that ingest takes of a project within a second
it('one address that goes through made-up names under an account policy is one incident of the policy', async () => {
  const endpoint = await world.endpointOf(LOGIN);
  await world.makePolicy({ endpoint, key: 'account', limit: 5, windowSeconds: 3_600 });
  const tries = Array.from({ length: 9_000 }, (_, n) => ({
    atMs: Date.now() - MINUTE + (n % 6) * SECOND,
    ip: '198.51.100.9',
    route: LOGIN,
    account: `made-up-${Math.floor(n / 6)}`,
  }));
  await sendAll(tries);
  await world.worker.work();
  expect(await incidents()).toMatchObject([{ detector: 'rate-violation', figures: { rateKeys: 1_500 } }]);
}, 60_000);

/** A database that ends every transaction that stores what keys came to, as it ends one that takes too long. */
function withoutPeaks(storage: Storage): Storage {
  const refuse = (tx: Tx): Tx => ({
    ...tx,
    query: (text, values) =>
      text.includes('rate_peak')
        ? Promise.reject(Object.assign(new Error('canceling statement due to user request'), { code: '57014' }))
        : tx.query(text, values),
  });
  return { ...storage, transaction: (work, options) => storage.transaction((tx) => work(refuse(tx)), options) };
}

/** As the loop does it: after a failure the next run begins anew. */
async function workUntilDone(worker: TestWorker): Promise<void> {
  for (let run = 0; run < 20; run++) {
    await worker.work();
    if ((await rowsOf(world.storage, 'signal_feed')).length === 0) return;
  }
}
