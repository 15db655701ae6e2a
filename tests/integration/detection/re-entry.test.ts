import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GET as detail } from '../../../app/api/v1/projects/[projectId]/incidents/[incidentId]/route';
import { POST as resolve } from '../../../app/api/v1/projects/[projectId]/incidents/[incidentId]/resolve/route';
import type { RouteHandler } from '../../../lib/http';
import type { IncidentDetail } from '../../../lib/shared';
import { found } from '../../support/members';
import { createTestApp, send, type TestApp } from '../../support/test-app';
import { clear, createWorker, expireLeases, report, rowsOf, stuffing, type Reported } from './support';

const VICTIM = 199;
const MINUTE = 60_000;

let app: TestApp;
let made = 0;
let project: Awaited<ReturnType<typeof found>>;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  await clear(app.runtime.storage);
  project = await found(app.runtime, `again${++made}`);
}, 30_000);

const storage = () => app.runtime.storage;
const worker = () => createWorker(storage(), () => new Date());
const enter = (atMs: number): Reported[] => [{ atMs, ok: true, account: VICTIM }];
const reportAll = async (flushes: readonly Reported[][]) => {
  for (const flush of flushes) await report(storage(), project.projectId, flush);
};
const told = async () =>
  (await rowsOf(storage(), 'outbox'))
    .map(({ subject }) => String(/incident #1 (.*?):/i.exec(String(subject))?.[1]))
    .sort();

const stored = async () => [
  await rowsOf(storage(), 'incident_event'),
  await rowsOf(storage(), 'finding'),
  await told(),
];

async function expectTakeoverChangesNothing(): Promise<void> {
  const expected = await stored();
  await expireLeases(storage());
  await worker().work();
  expect(await stored()).toEqual(expected);
}

async function ask<T>(handler: RouteHandler, method: 'GET' | 'POST'): Promise<T> {
  const params = { projectId: String(project.projectId), incidentId: '1' };
  const body = method === 'POST' ? { body: {} } : {};
  const answer = await send(handler, { token: project.apiToken, params, path: '/x', method, ...body });
  expect(answer.status).toBe(200);
  return answer.json();
}

describe('an account entered again by the same caller', () => {
  it('in an open incident is in its story and figures, and told to nobody', async () => {
    const fromMs = Date.now() - MINUTE;
    const one = worker();
    await reportAll(stuffing(fromMs));
    await one.work();
    const before = await told();
    await reportAll([1, 2, 3].map((n) => enter(fromMs + 30_000 + n * 1_000)));
    await one.work();
    expect(await told()).toEqual(before);
    const incident = await ask<IncidentDetail>(detail, 'GET');
    expect(incident.attack.lastEvidenceAt).toBe(new Date(fromMs + 33_000).toISOString());
    expect(incident.accounts[0]).toMatchObject({
      timesEntered: 4,
      lastEnteredAt: new Date(fromMs + 33_000).toISOString(),
    });
    expect(incident.story.filter(({ kind }) => kind === 'entered_again')).toMatchObject([
      { calls: { count: 3, outcome: 'success' } },
    ]);
  });

  it('after a person resolved the incident reopens it, critical, with one notice; a takeover changes nothing', async () => {
    const fromMs = Date.now() - MINUTE;
    const one = worker();
    await reportAll(stuffing(fromMs));
    await one.work();
    await ask(resolve, 'POST');
    const before = await told();
    await reportAll([enter(Date.now() + 1_000), enter(Date.now() + 2_000)]);
    await one.work();
    expect(await rowsOf(storage(), 'incident')).toMatchObject([{ state: 'open', severity: 'critical' }]);
    expect(await told()).toEqual([...before, 'reopened'].sort());
    await expectTakeoverChangesNothing();
    const { story } = await ask<IncidentDetail>(detail, 'GET');
    expect(story.find(({ kind }) => kind === 'reopened')?.text).toMatch(
      /^since acct_.* let 203\.0\.113\.7 in; 1 message/,
    );
  });
});

describe('a login of the attacker that finished before a person resolved the incident and arrives after it', () => {
  it.each([
    ['on another account', 198],
    ['on an account entered before', VICTIM],
  ])('%s reopens it, critical, with one notice; a takeover changes nothing', async (_name, account) => {
    const fromMs = Date.now() - MINUTE;
    const one = worker();
    await reportAll(stuffing(fromMs));
    await one.work();
    await ask(resolve, 'POST');
    const before = await told();
    await reportAll([[{ atMs: Date.now() - 6_000, ok: true, account }]]);
    await one.work();
    expect(await rowsOf(storage(), 'incident')).toMatchObject([{ state: 'open', severity: 'critical' }]);
    expect(await told()).toEqual([...before, 'reopened'].sort());
    await expectTakeoverChangesNothing();
  });

  it('stays resolved for failures of that time', async () => {
    const fromMs = Date.now() - MINUTE;
    const one = worker();
    await reportAll(stuffing(fromMs));
    await one.work();
    await ask(resolve, 'POST');
    const before = await told();
    await reportAll([[{ atMs: Date.now() - 6_000, account: 300 }]]);
    await one.work();
    expect(await rowsOf(storage(), 'incident')).toMatchObject([{ state: 'resolved' }]);
    expect(await told()).toEqual(before);
  });
});

describe('a crash between any two commits', () => {
  it('changes neither findings nor notices of an account entered again', async () => {
    const fromMs = Date.now() - MINUTE;
    const flushes = [...stuffing(fromMs), ...[1, 2, 3].map((n) => enter(fromMs + 30_000 + n * 1_000))];
    const comparable = async () => [
      (await rowsOf(storage(), 'finding')).map(({ id, evidence }) => ({ id, evidence })),
      (await rowsOf(storage(), 'incident')).map(({ entities, last_seen_at: at }) => ({ entities, at })),
      await told(),
    ];
    const single = worker();
    await reportAll(flushes);
    await single.work();
    const expected = await comparable();
    await clear(storage());
    for (const flush of flushes) {
      await report(storage(), project.projectId, flush);
      await expireLeases(storage());
      await worker().work();
    }
    expect(await comparable()).toEqual(expected);
  });
});

it('a second wave of the same callers on the same accounts, after a restart, is in the story of the incident', async () => {
  const [firstMs, secondMs] = [Date.now() - 12 * MINUTE, Date.now() - MINUTE];
  const one = worker();
  await reportAll(stuffing(firstMs));
  await one.work();
  await one.detect.close();
  await expireLeases(storage());
  await reportAll(stuffing(secondMs));
  await worker().work();
  const incident = await ask<IncidentDetail>(detail, 'GET');
  const lines = incident.story.filter(({ kind }) => kind === 'came_back' || kind === 'entered_again');
  expect(lines.map(({ kind, at, calls }) => [kind, at, calls?.count])).toEqual([
    ['came_back', new Date(secondMs).toISOString(), 41],
    ['entered_again', new Date(secondMs + 25_000).toISOString(), 1],
  ]);
  expect(incident.bursts).toHaveLength(2);
  expect(incident.figures).toMatchObject({ failures: 80, successes: 2, accountsEntered: 1 });
  expect(await rowsOf(storage(), 'incident')).toHaveLength(1);
});
