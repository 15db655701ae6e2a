import { createHmac, randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { POST } from '../../../app/api/v1/projects/[projectId]/erasures/route';
import { createIngest, type Ingest } from '../../../lib/ingest';
import { compactProject } from '../../../lib/rollups';
import type { ErasureItem } from '../../../lib/shared';
import {
  enterRollup,
  erasures,
  findDetectorSnapshot,
  openSecret,
  packSnapshot,
  setAside,
  type WaitingBlob,
} from '../../../lib/storage';
import { found, signInAs } from '../../support/members';
import { createTestApp, send, type TestApp } from '../../support/test-app';
import { writeEvidence } from './evidence';
import { erase, minutesLater, tablesHolding } from './support';

let app: TestApp;
let shop: Awaited<ReturnType<typeof found>>;
let ingest: Ingest;
let at: { params: Record<string, string>; cookie: string };
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  const { storage, env } = app.runtime;
  shop = await found(app.runtime, `shop-${randomUUID().slice(0, 8)}`);
  at = { params: { projectId: String(shop.projectId) }, cookie: await signInAs(shop.email) };
  const none = (): void => undefined;
  const counted = { answered: none, refused: none, step: none, flushed: none, ignored: none };
  const observer = { ...counted, signalsLost: none, rateRowsDropped: none };
  ingest = createIngest({ storage, secret: env.secret, observer, nowMs: Date.now, warn: none });
  return () => ingest.close();
});

const call = (changes: object) => ({
  finishedAt: Date.now() - 5_000,
  method: 'POST',
  route: '/login',
  path: '/login?next=/acme',
  status: 401,
  durationMs: 3,
  ip: '192.0.2.7',
  ...changes,
});

async function post(calls: object[]): Promise<void> {
  const headers = { authorization: `Bearer ${shop.ingestKey}`, 'content-type': 'application/json' };
  await ingest.ingest({ headers, body: Readable.from([Buffer.from(JSON.stringify({ calls }))]) });
}

async function compact(): Promise<void> {
  while ((await compactProject(app.runtime.storage, shop.projectId, new Date())).moved > 0);
}

const rowsOf = async (sql: string) => (await app.runtime.storage.query(sql, [shop.projectId])).rows;

/** Sums of the project that no erasure may change. */
const totals = () =>
  rowsOf(
    `select at, endpoint_id, calls, s4xx, logins_failed, latency::text from endpoint_minute where project_id = $1 order by 1, 2`,
  );

async function ask(body: object): Promise<ErasureItem> {
  const answer = await send(POST, { ...at, method: 'POST', body });
  expect(answer.status).toBe(200);
  return (await answer.json()) as ErasureItem;
}

async function eraseWholly(): Promise<void> {
  await erase(app.runtime.storage, new Date());
  await erase(app.runtime.storage, minutesLater(1.1));
}

test('a consumer is erased from every table; totals stay exact, and calls that come later are of a new one', async () => {
  const { storage } = app.runtime;
  const unique = randomUUID();
  const name = `acme "${unique}" & sons`;
  await post([
    call({ consumer: name, status: 200, path: `/login/${name}` }),
    call({ consumer: name }),
    call({ consumer: 'other' }),
  ]);
  await compact();
  await post([call({ consumer: name })]); // waits for its rollup
  await writeEvidence(storage, shop.projectId, { consumer: name });
  await storage.query(
    `update rule set definition = jsonb_set(definition, '{filters}', jsonb_build_object('consumer', $2::text)) where project_id = $1 and name = 'Server errors'`,
    [shop.projectId, name],
  );
  const item = await ask({ consumer: name });
  expect(JSON.stringify(item)).not.toContain(name);
  await eraseWholly();

  expect(await tablesHolding(storage, unique)).toEqual([]);
  expect(await rowsOf('select name from consumer where project_id = $1')).toEqual([{ name: 'other' }]);
  expect(await rowsOf(`select enabled from rule where project_id = $1 and definition->'filters' ? 'consumer'`)).toEqual(
    [{ enabled: false }],
  );
  expect(await rowsOf('select count(*)::int as n from consumer_hour where project_id = $1')).toEqual([{ n: 1 }]);
  const calls = await rowsOf(`select consumer_id, path from call where project_id = $1 and consumer_id = 0`);
  expect(calls).toEqual([0, 0, 0].map(() => ({ consumer_id: 0, path: null })));
  expect(
    await rowsOf('select sum(calls)::int as n from endpoint_day where project_id = $1 and endpoint_id = 0'),
  ).toEqual([{ n: 4 }]);

  ingest.forget([shop.projectId]); // as the announcement makes every process do
  await post([call({ consumer: name })]);
  await compact();
  const again = await rowsOf(
    `select c.calls::int as n from consumer_hour c join consumer k using (project_id) where project_id = $1 and k.id = c.consumer_id and k.name like 'acme%'`,
  );
  expect(again).toEqual([{ n: 1 }]);
});

test('an erasure is not done while somebody else writes the counts of the project, and what waits then goes, too', async () => {
  const { storage } = app.runtime;
  const { projectId } = shop;
  await post([call({ consumer: 'acme' })]);
  const [blob] = (
    await storage.query<{ [Key in keyof WaitingBlob]: WaitingBlob[Key] }>(
      'select flush_no as "flushNo", body from call_pending where project_id = $1',
      [projectId],
    )
  ).rows;
  if (!blob) throw new Error('nothing waits for its rollup');
  await ask({ consumer: 'acme' });
  const messages: string[] = [];
  const log = { info: (_: object, message: string) => messages.push(message), error: () => undefined };
  const eraseBeside = (now: Date): Promise<void> =>
    storage.transaction(async (tx) => {
      await enterRollup(tx, projectId); // as a rollup or a repair does
      await erase(storage, now, { log, lockWaitMs: 20 });
    });
  await eraseBeside(new Date());
  await erase(storage, minutesLater(0.2));
  await setAside(storage, projectId, blob); // was under way
  await eraseBeside(minutesLater(1.1));
  const busy = 'erasure waits for a rollup or a repair; it is tried again';
  expect(messages).toEqual([busy, busy]);
  expect(await rowsOf('select state, error from erasure where project_id = $1')).toEqual([
    { state: 'running', error: null },
  ]);
  await erase(storage, minutesLater(1.5));
  expect(await rowsOf('select state from erasure where project_id = $1')).toEqual([{ state: 'done' }]);
  await compact();
  for (const table of [...erasures.CONSUMER_TIERS, 'endpoint_consumers_day'])
    expect([table, await rowsOf(`select * from ${table} where project_id = $1`)]).toEqual([table, []]);
});

test('a worker whose clock has jumped ahead waits as long as others for what was under way', async () => {
  await post([call({ consumer: 'acme' })]);
  await ask({ consumer: 'acme' });
  vi.useFakeTimers({ toFake: ['Date'], now: minutesLater(30) });
  try {
    await erase(app.runtime.storage, null);
  } finally {
    vi.useRealTimers();
  }
  const states = await rowsOf('select state, due_at > clock_timestamp() as waits from erasure where project_id = $1');
  expect(states).toEqual([{ state: 'running', waits: true }]);
});

test('an account is erased from calls, signals, detectors, evidence and mail; totals stay exact', async () => {
  const { storage, env } = app.runtime;
  const sealed = await erasures.findAccountKey(storage, shop.projectId);
  const hash = createHmac('sha256', openSecret(env.secret, sealed ?? new Uint8Array()))
    .update('bob@example.com')
    .digest('hex')
    .slice(0, 32);
  await post([1, 2, 3].map(() => call({ account: ' Bob@Example.com', loginOutcome: 'failure' })));
  await post([call({ account: 'eve@example.com', loginOutcome: 'failure' })]);
  await compact();
  await writeEvidence(storage, shop.projectId, { account: hash });
  await writeState(hash);
  await storage.query(
    `insert into rate_peak (project_id, policy_id, version, at, environment_id, key, peak, calls, seconds_over) values ($1, 1, 1, now(), 1, $2, 1, 1, 0)`,
    [shop.projectId, hash],
  );
  const before = await totals();
  const leases = await rowsOf(`select token from lease where bucket = $1 % 64 and job = 'detect'`);
  const item = await ask({ account: 'BOB@example.com' });
  expect(item).toMatchObject({ kind: 'account', subjectHash: hash });
  await eraseWholly();

  expect(await tablesHolding(storage, hash)).toEqual(['erasure']); // the receipt's keyed hash
  expect((await findDetectorSnapshot(storage, shop.projectId)) ?? hash).not.toContain(hash);
  expect(await rowsOf(`select token from lease where bucket = $1 % 64 and job = 'detect'`)).not.toEqual(leases); // who folds begins anew
  expect(await totals()).toEqual(before);
  expect(
    await rowsOf(`select count(*)::int as n, count(account_hash)::int as named from call where project_id = $1`),
  ).toEqual([{ n: 4, named: 1 }]);
  expect(await rowsOf('select count(distinct account_hash)::int as n from signal where project_id = $1')).toEqual([
    { n: 2 },
  ]);
  const { rows } = await storage.query<{ title: string }>('select title from incident where project_id = $1', [
    shop.projectId,
  ]);
  expect(rows[0]?.title).toMatch(/^[0-9a-f]{32} was tried$/); // stood in for by one that is nobody's
  expect(
    await rowsOf(`select rows, target from (select counts as rows, target from erasure where project_id = $1) e`),
  ).toMatchObject([
    {
      target: null,
      rows: {
        call: 3,
        signal: 3,
        detector_state: 1,
        incident: 1,
        finding: 1,
        incident_event: 2,
        outbox: 3,
        delivery: 3,
        mailbox_message: 1,
        rate_peak: 1,
      },
    },
  ]);
});

async function writeState(hash: string): Promise<void> {
  const body = await packSnapshot(JSON.stringify({ v: 3, names: [hash] }));
  await app.runtime.storage.query('insert into detector_state (project_id, at, body) values ($1, now(), $2)', [
    shop.projectId,
    body,
  ]);
}

test('a request that names nobody, two at once, or a consumer that is not known is refused', async () => {
  const statusOf = async (body: object) => (await send(POST, { ...at, method: 'POST', body })).status;
  expect(await statusOf({})).toBe(400);
  expect(await statusOf({ consumer: 'a', account: 'b' })).toBe(400);
  expect(await statusOf({ accountHash: 'not a hash' })).toBe(400);
  expect(await statusOf({ consumer: 'nobody' })).toBe(404);
});

test('asking needs a recent proof of who asks', async () => {
  app.advance(11 * 60_000);
  const answer = await send(POST, { ...at, method: 'POST', body: { account: 'bob@example.com' } });
  expect([answer.status, ((await answer.json()) as { error: { code: string } }).error.code]).toEqual([
    403,
    'reauthentication_required',
  ]);
});
