import { Client } from 'pg';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { CallItem, TailEvent } from '../../../lib/shared';
import { found } from '../../support/members';
import { serveNativeDoors } from '../../support/native-doors';
import { createTestApp, type TestApp } from '../../support/test-app';
import { waitFor } from '../../support';

let app: TestApp;
let made: Awaited<ReturnType<typeof found>>;
/** The process that takes calls, and the one that shows them. */
let taking: Awaited<ReturnType<typeof serveNativeDoors>>;
let showing: Awaited<ReturnType<typeof serveNativeDoors>>;

beforeAll(async () => {
  app = await createTestApp();
  made = await found(app.runtime, 'acme');
  taking = await serveNativeDoors(app);
  showing = await serveNativeDoors(app);
});
afterAll(async () => {
  await taking.close();
  await showing.close();
  await app.close();
});

interface Heard {
  status: number;
  error: unknown;
  events: TailEvent[];
  calls(): CallItem[];
  ended: boolean;
  leave(): void;
}

function hear(heard: Heard, text: string): string {
  const parts = text.split('\n\n');
  const rest = parts.pop() ?? '';
  for (const part of parts) {
    const data = /^event: calls\ndata: (.*)$/.exec(part)?.[1];
    if (data !== undefined) heard.events.push(JSON.parse(data));
  }
  return rest;
}

async function listen(heard: Heard, response: Response): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of response.body ?? []) rest = hear(heard, rest + decoder.decode(chunk, { stream: true }));
  } catch {
    // the test left
  }
  heard.ended = true;
}

async function tail(query = '', token = made.apiToken, projectId = made.projectId): Promise<Heard> {
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const url = `${showing.url}/api/v1/projects/${projectId}/live/calls?${query}`;
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal: end.signal });
  const events: TailEvent[] = [];
  const calls = (): CallItem[] => events.flatMap((event) => event.calls);
  const heard: Heard = { status: response.status, error: null, events, calls, ended: false, leave: () => end.abort() };
  if (response.status !== 200) heard.error = await response.json();
  else void listen(heard, response);
  return heard;
}

let posted = 0;

/** Posts calls that finished so long ago, each with a path of its own; gives the paths. */
async function post(agesMs: readonly number[], more: Record<string, unknown> = {}, by = made): Promise<string[]> {
  const now = app.runtime.now().getTime();
  const calls = agesMs.map((age) => {
    posted += 1;
    const finishedAt = new Date(now - age).toISOString();
    return { finishedAt, method: 'GET', route: '/things/:id', path: `/things/${posted}`, status: 200, ...more };
  });
  const headers = { authorization: `Bearer ${by.ingestKey}`, 'content-type': 'application/json' };
  const answer = await fetch(`${taking.url}/api/v1/calls`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ calls }),
  });
  expect(answer.status).toBe(202);
  return calls.map(({ path }) => path);
}

const pathsOf = (calls: readonly CallItem[]): string[] => calls.map(({ path }) => path).sort();
const all = (count: number): number[] => Array.from({ length: count }, () => 0);

test('every call that another process stores is shown once, also those that finished minutes before', async () => {
  await post([0, 1_000], { status: 201 }); // before the tail: no news
  const heard = await tail('status=201');
  const paths: string[] = [];
  for (const ages of [
    [0, 50, 3_000],
    [70_000, 0],
    [12 * 60_000, 100_000, 0],
    [-60_000, 10],
  ])
    paths.push(...(await post(ages, { status: 201 })));
  await post([40 * 60_000], { status: 201 }); // backfill
  await waitFor(() => heard.calls().length > 4, { timeoutMs: 20_000 });
  app.advance(31_000); // the next look goes as far back as there is news
  await waitFor(() => heard.calls().length >= paths.length, { timeoutMs: 20_000 });
  app.advance(31_000);
  paths.push(...(await post([0], { status: 201 })));
  await waitFor(() => heard.calls().length >= paths.length, { timeoutMs: 20_000 });
  expect(pathsOf(heard.calls())).toEqual(paths.sort());
  expect(heard.events.at(-1)).toMatchObject({ shown: paths.length, skipped: 0 });
});

test('a tail shows what is stored from the moment on in which it is there', async () => {
  for (let round = 0; round < 3; round++) {
    const heard = await tail('status=204');
    const paths = await post([0, 0], { status: 204 });
    await waitFor(() => heard.calls().length === 2);
    expect(pathsOf(heard.calls())).toEqual(paths.sort());
    heard.leave();
  }
});

test('a tail that began while the clock was ahead goes on when it is set right', async () => {
  app.advance(3 * 3_600_000);
  const heard = await tail('status=202');
  app.advance(-3 * 3_600_000);
  const paths = await post([0, 0], { status: 202 });
  await waitFor(() => heard.calls().length === 2, { timeoutMs: 20_000 });
  expect(pathsOf(heard.calls())).toEqual(paths.sort());
});

test('filters hold for the tail', async () => {
  const heard = await tail('status=5xx&status=!503&path=/things/*&environment=production');
  await post([0, 0], { status: 503 });
  await post([0, 0], { status: 404 });
  const paths = await post([0, 0], { status: 502 });
  await waitFor(() => heard.calls().length === 2, { timeoutMs: 20_000 });
  expect(pathsOf(heard.calls())).toEqual(paths.sort());
  expect(heard.events.at(-1)?.skipped).toBe(0);
});

test('no more than 50 calls a second are sent, and those beyond are counted', async () => {
  const heard = await tail('status=202');
  const [startedAt, count] = [Date.now(), 900];
  await post(all(count), { status: 202 });
  const told = (): number => (heard.events.at(-1)?.shown ?? 0) + (heard.events.at(-1)?.skipped ?? 0);
  await waitFor(() => told() >= count, { timeoutMs: 30_000 });
  expect(told()).toBe(count);
  expect(heard.calls()).toHaveLength(heard.events.at(-1)?.shown ?? 0);
  expect(heard.events.at(-1)?.skipped).toBeGreaterThan(0);
  const seconds = Math.ceil((Date.now() - startedAt) / 1000) + 1;
  expect(heard.calls().length).toBeLessThanOrEqual(50 * seconds);
  for (const event of heard.events) expect(event.calls.length).toBeLessThanOrEqual(50);
});

test('what 50 calls a second can show is shown whole, though it is stored in bursts', async () => {
  const heard = await tail('status=206');
  const paths = [...(await post(all(120), { status: 206 })), ...(await post(all(100), { status: 206 }))];
  await waitFor(() => heard.calls().length >= paths.length, { timeoutMs: 30_000 });
  expect(pathsOf(heard.calls())).toEqual(paths.sort());
  expect(heard.events.at(-1)).toMatchObject({ shown: paths.length, skipped: 0 });
});

test('a filter that cannot be read is refused before the stream begins, at its field', async () => {
  const { status, error } = await tail('status=9xx');
  expect([status, error]).toMatchObject([400, { error: { code: 'invalid', field: 'status' } }]);
  expect((await tail('environment=nowhere')).status).toBe(400);
  const misspelt = await tail('statsu=5xx');
  expect([misspelt.status, misspelt.error]).toMatchObject([400, { error: { code: 'invalid', field: 'statsu' } }]);
});

test('strangers are refused, and foreign projects are not told from missing ones', async () => {
  expect((await tail('', 'cwt_wrong')).status).toBe(401);
  expect((await tail('', made.ingestKey)).status).toBe(401);
  expect((await tail('', made.apiToken, made.projectId + 1)).status).toBe(404);
});

test('a tail whose filter takes long holds up no tail of another project, and goes on when it can be read', async () => {
  const other = await found(app.runtime, 'other');
  const [slow, quick] = [await tail('userAgent=!curl&status=418'), await tail('', other.apiToken, other.projectId)];
  const holder = new Client(app.databaseUrl);
  await holder.connect();
  onTestFinished(() => holder.end());
  await holder.query('set idle_in_transaction_session_timeout = 0');
  await holder.query('begin; lock table user_agent in access exclusive mode');
  await post([0], { status: 418 });
  const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
  await waitFor(async () => (await holder.query(waiting)).rowCount === 1);
  await post([0], {}, other);
  await waitFor(() => quick.calls().length === 1, { timeoutMs: 20_000 });
  expect((await tail('userAgent=!curl')).error).toMatchObject({ error: { code: 'timeout' } });
  expect(slow.calls()).toEqual([]);
  await holder.query('rollback');
  await waitFor(() => slow.calls().length === 1, { timeoutMs: 20_000 });
});

test('each holder has four streams, of calls and of hints together, and they end within five seconds of a revocation', async () => {
  const tails = await Promise.all([tail(), tail(), tail()]);
  expect(tails.map(({ status }) => status)).toEqual([200, 200, 200]);
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const live = `${showing.url}/api/v1/projects/${made.projectId}/live`;
  const hints = { headers: { authorization: `Bearer ${made.apiToken}` }, signal: end.signal };
  expect((await fetch(live, hints)).status).toBe(200);
  expect([(await tail()).status, (await fetch(live, hints)).status]).toEqual([429, 429]);
  const { storage } = app.runtime;
  await storage.query('update api_token set revoked_at = now()');
  await waitFor(() => tails.every(({ ended }) => ended), { timeoutMs: 6_000, what: 'the end of the tails' });
  await storage.query('update api_token set revoked_at = null');
});
