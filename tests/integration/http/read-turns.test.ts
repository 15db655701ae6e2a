import { Client } from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { GET as consumers } from '../../../app/api/v1/projects/[projectId]/overview/consumers/route';
import { GET as overview } from '../../../app/api/v1/projects/[projectId]/overview/route';
import { GET as busiest } from '../../../app/api/v1/projects/[projectId]/overview/endpoints/route';
import { GET as policies } from '../../../app/api/v1/projects/[projectId]/rate-policies/route';
import { POST as createProject } from '../../../app/api/v1/projects/route';
import { setRuntime, type RouteHandler } from '../../../lib/http';
import { connect } from '../../../lib/storage';
import { waitFor } from '../../support';
import { listRoutes } from '../../support/list-routes';
import { found, signInAs } from '../../support/members';
import { serveNativeDoors } from '../../support/native-doors';
import { OWN_LOCKS } from '../../support/own-locks';
import { ROUTES } from '../../support/route-manifest';
import { createTestApp, send, type TestApp } from '../../support/test-app';

/** Of the eight connections, two are for what takes no turns; one project alone has half of the others. */
const AT_ONCE = 3;
const RANGE = 'from=2026-11-26T00:00:00Z&to=2026-11-26T01:00:00Z';

let app: TestApp;
let doors: Awaited<ReturnType<typeof serveNativeDoors>>;
let acme: Awaited<ReturnType<typeof found>>;
let other: Awaited<ReturnType<typeof found>>;

beforeAll(async () => {
  app = await createTestApp();
  doors = await serveNativeDoors(app);
  acme = await found(app.runtime, 'acme');
  other = await found(app.runtime, 'other');
});
afterAll(async () => {
  await doors.close();
  await app.close();
});

const read = (handler: RouteHandler, { apiToken, projectId }: { apiToken: string; projectId: number }) =>
  send(handler, { path: `/?${RANGE}`, params: { projectId: String(projectId) }, token: apiToken });

const waiting = (): number => app.runtime.storage.turns.waiting();

/** Nobody reads the headroom of rate policies until `release`, or the end of the test. */
async function holdHeadroom(): Promise<{ reading(): Promise<number>; release(): Promise<void> }> {
  const holder = new Client(app.databaseUrl);
  await holder.connect();
  onTestFinished(() => holder.end());
  await holder.query('set idle_in_transaction_session_timeout = 0');
  await holder.query('begin; lock table rate_peak in access exclusive mode');
  return {
    async reading() {
      const { rows } = await holder.query(
        `select from ${OWN_LOCKS} where relation = 'rate_peak'::regclass and not granted and mode = 'AccessShareLock'`,
      );
      return rows.length;
    },
    release: async () => void (await holder.query('rollback')),
  };
}

/** Long reads of a project; `done` counts those that were answered. */
function readLong(reads: number, project: { apiToken: string; projectId: number }) {
  let done = 0;
  const answers = Array.from({ length: reads }, async () => {
    const answer = await read(policies, project);
    done += 1;
    return answer.status;
  });
  return { answers: Promise.all(answers), done: () => done };
}

/** Sends a call of now. */
async function post(call: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`${doors.url}/api/v1/calls`, {
    method: 'POST',
    headers: { authorization: `Bearer ${acme.ingestKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ calls: [{ finishedAt: new Date().toISOString(), method: 'POST', status: 200, ...call }] }),
  });
  expect(answer.status).toBe(202);
}

async function addProject(): Promise<{ apiToken: string; projectId: number }> {
  const cookie = await signInAs(acme.email);
  const answer = await send(createProject, { method: 'POST', cookie, body: { name: 'Second API' } });
  return { apiToken: acme.apiToken, projectId: Number(Object((await answer.json()) as object).id) };
}

test('long reads of one organization hold up nobody else, and are answered in their turn', async () => {
  const second = await addProject();
  const hold = await holdHeadroom();
  const first = readLong(12, acme);
  await waitFor(() => waiting() === 12 - AT_ONCE, { what: 'half of the places in use' });
  const seconds = readLong(12, second);
  await waitFor(async () => waiting() === 24 - 5 && (await hold.reading()) === 5, {
    what: 'all places but one in use',
  });

  const own = await Promise.all([overview, busiest, consumers].map((handler) => read(handler, other)));
  expect(own.map((answer) => answer.status)).toEqual([200, 200, 200]);
  expect(await signInAs(other.email)).toContain('session');
  expect([first.done(), seconds.done()]).toEqual([0, 0]);

  await hold.release();
  expect(new Set([...(await first.answers), ...(await seconds.answers)])).toEqual(new Set([200]));
  expect(waiting()).toBe(0);
});

test('a burst of ordinary reads of one project is answered, all of it', async () => {
  const reads = [overview, busiest, consumers, policies].flatMap(
    (handler) => Array(15).fill(handler) as RouteHandler[],
  );
  const answers = await Promise.all(reads.map((handler) => read(handler, acme)));
  expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
});

test('beyond a hundred that wait, reads of a project are asked to come again, and those of others are not', async () => {
  const hold = await holdHeadroom();
  const long = readLong(AT_ONCE + 100, acme);
  await waitFor(() => waiting() === 100);
  const refused = await read(overview, acme);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await refused.json()).toMatchObject({ error: { code: 'unavailable' } });
  expect((await read(overview, other)).status).toBe(200);
  expect(long.done()).toBe(0);
  await hold.release();
  expect(new Set(await long.answers)).toEqual(new Set([200]));
});

test('a tail goes on while all turns of its project are taken', async () => {
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const headers = { authorization: `Bearer ${acme.apiToken}` };
  const url = `${doors.url}/api/v1/projects/${acme.projectId}/live/calls`;
  const tail = await fetch(url, { headers, signal: end.signal });
  const hold = await holdHeadroom();
  const long = readLong(AT_ONCE + 1, acme);
  await waitFor(() => waiting() === 1);
  await post({ route: '/tailed' });
  let heard = '';
  for await (const chunk of tail.body ?? []) {
    heard += Buffer.from(chunk).toString();
    if (heard.includes('/tailed')) break;
  }
  expect(heard).toContain('/tailed');
  expect(waiting()).toBe(1);
  await hold.release();
  await long.answers;
});

/** All reads of a project, its ids being 1, in the last hour. */
async function everyRead(): Promise<{ name: string; ask(): Promise<Response> }[]> {
  const range = { from: new Date(Date.now() - 3_600_000).toISOString(), to: new Date().toISOString() };
  const reads = (await listRoutes()).filter(
    ({ name, method }) => method === 'GET' && name.includes('/projects/[projectId]') && ROUTES[name]?.auth === 'both',
  );
  return reads.map(({ name, handler }) => {
    const ids = [...name.matchAll(/\[(\w+)\]/g)].map(([, id]) => [id, '1']);
    const params = { ...Object.fromEntries(ids), projectId: String(acme.projectId) };
    const query = ROUTES[name]?.query ?? {};
    const path = `/?${new URLSearchParams({ ...query, ...('from' in query && range) }).toString()}`;
    return { name, ask: () => send(handler, { path, params, token: acme.apiToken }) };
  });
}

test('no read waits for a turn or a connection while it has one', async () => {
  const one = { url: app.databaseUrl, max: 1, applicationName: 'test', onIdleError: () => undefined };
  const storage = connect(one);
  setRuntime({ ...app.runtime, storage });
  onTestFinished(async () => {
    setRuntime(app.runtime);
    await storage.close();
  });
  await post({ route: '/login', consumer: '1', account: 'a@b.test', ip: '192.0.2.1', loginOutcome: 'failure' });
  const reads = await everyRead();
  expect(reads.length).toBeGreaterThan(30);
  for (const { name, ask } of reads) {
    const answer = await ask();
    await answer.text();
    expect([name, answer.status < 500]).toEqual([name, true]);
  }
});
