import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GET as list } from '../../../app/api/v1/projects/[projectId]/incidents/route';
import { GET as one } from '../../../app/api/v1/projects/[projectId]/incidents/[incidentId]/route';
import { GET as calls } from '../../../app/api/v1/projects/[projectId]/incidents/[incidentId]/calls/route';
import { POST as acknowledge } from '../../../app/api/v1/projects/[projectId]/incidents/[incidentId]/acknowledge/route';
import { POST as resolve } from '../../../app/api/v1/projects/[projectId]/incidents/[incidentId]/resolve/route';
import { POST as notes } from '../../../app/api/v1/projects/[projectId]/incidents/[incidentId]/notes/route';
import type { RouteHandler } from '../../../lib/http';
import type { CallsAnswer, IncidentDetail, IncidentItem, IncidentsAnswer } from '../../../lib/shared';
import { addMember, found, signInAs } from '../../support/members';
import { createTestApp, send, type TestApp, type TestRequest } from '../../support/test-app';
import { createWorker, report, stuffing } from './support';

let app: TestApp;
let mine: Awaited<ReturnType<typeof found>>;
let other: Awaited<ReturnType<typeof found>>;
const startMs = Date.now() - 60_000;

beforeAll(async () => {
  app = await createTestApp();
  mine = await found(app.runtime, 'incidents');
  other = await found(app.runtime, 'others');
  const worker = createWorker(app.runtime.storage, () => new Date());
  for (const flush of stuffing(startMs)) {
    await report(app.runtime.storage, mine.projectId, flush);
    await worker.work();
  }
  for (const flush of stuffing(startMs, { caller: '198.51.100.9', first: 500 })) {
    await report(app.runtime.storage, mine.projectId, flush.slice(0, 30));
  }
  for (const flush of stuffing(startMs - 9 * 3_600_000, { backfill: true })) {
    await report(app.runtime.storage, mine.projectId, flush);
  }
  await worker.work();
}, 60_000);
afterAll(() => app.close());

type Options = Omit<TestRequest, 'params'> & { id?: number | string; query?: string };

async function ask<T>(handler: RouteHandler, { id, query = '', ...request }: Options = {}): Promise<T> {
  const params: Record<string, string> = { projectId: String(mine.projectId) };
  if (id !== undefined) params['incidentId'] = String(id);
  const answer = await send(handler, { token: mine.apiToken, ...request, params, path: `/x${query}` });
  const body: T & { error?: unknown } = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(JSON.stringify(body.error)), { status: answer.status });
  return body;
}
const post = (body: object = {}): Options => ({ method: 'POST', body });

describe('the list', () => {
  it('has each attack once, the newest first, in pages', async () => {
    const { incidents, nextCursor } = await ask<IncidentsAnswer>(list);
    expect(incidents.map(({ historical, state }) => [historical, state])).toEqual([
      [true, 'resolved'],
      [false, 'open'],
      [false, 'open'],
    ]);
    expect(nextCursor).toBeNull();
    expect(incidents.at(-1)).toMatchObject({
      title: '1 caller tried stolen passwords on POST /v1/login and got into 1 account',
      detector: 'stuffing-ip',
      severity: 'critical',
      environment: 'production',
      callCount: 41,
      entities: { callers: ['203.0.113.7'], endpoints: ['POST /v1/login'], endpointIds: [expect.any(Number)] },
    });
    const first = await ask<IncidentsAnswer>(list, { query: '?limit=1' });
    const second = await ask<IncidentsAnswer>(list, { query: `?limit=2&cursor=${first.nextCursor}` });
    expect([...first.incidents, ...second.incidents]).toEqual(incidents);
  });

  it('narrows to a state and an environment, and refuses what it does not know', async () => {
    expect((await ask<IncidentsAnswer>(list, { query: '?state=resolved' })).incidents).toHaveLength(1);
    expect((await ask<IncidentsAnswer>(list, { query: '?environment=archive' })).incidents).toEqual([]);
    await expect(ask(list, { query: '?environment=nowhere' })).rejects.toMatchObject({ status: 400 });
    await expect(ask(list, { query: '?state=closed' })).rejects.toMatchObject({ status: 400 });
    await expect(ask(list, { query: '?cursor=x' })).rejects.toMatchObject({ status: 400 });
  });
});

describe('one incident', () => {
  it('has figures, chart, tables and a story that agree with its calls', async () => {
    const { incidents } = await ask<IncidentsAnswer>(list);
    const detail = await ask<IncidentDetail>(one, { id: incidents.at(-1)?.id ?? 0 });
    expect(detail.figures).toMatchObject({
      failures: 40,
      successes: 1,
      accountsTried: 41,
      accountsEntered: 1,
      callers: 1,
    });
    expect(detail.chart.points.reduce((sum, { failures }) => sum + failures, 0)).toBe(40);
    expect(detail.chart.points.reduce((sum, { successes }) => sum + successes, 0)).toBe(1);
    expect(detail.callers).toMatchObject([{ address: '203.0.113.7', failures: 40, successes: 1, accounts: 41 }]);
    expect(detail.accounts[0]).toMatchObject({ caller: '203.0.113.7', failuresBefore: 0 });
    expect(detail.accounts.filter(({ enteredAt }) => enteredAt !== null)).toHaveLength(1);
    expect(detail.accounts).toHaveLength(41);
    expect(detail.events.map(({ kind }) => kind)).toEqual([
      'opened',
      'severity_raised',
      'raised_to_critical',
      'entered',
    ]);
    expect(detail.deliveries.map(({ kind }) => kind).sort()).toEqual(['opened', 'raised_to_critical']);
    expect(detail.story.map(({ kind, letter }) => `${letter ?? '-'} ${kind}`)).toEqual([
      'A first_failure',
      'B burst',
      'C entered',
      '- opened',
      '- severity_raised',
      '- raised_to_critical',
    ]);
    expect(detail.story.map(({ calls: behind }) => behind?.count ?? null)).toEqual([1, 20, 1, null, null, null]);
  });
});

describe('the calls of an incident', () => {
  it('are behind each line of the story exactly as many as it counts', async () => {
    const { incidents } = await ask<IncidentsAnswer>(list);
    const id = incidents.at(-1)?.id ?? 0;
    const { story } = await ask<IncidentDetail>(one, { id });
    for (const { calls: behind, kind } of story) {
      if (!behind) continue;
      const query = new URLSearchParams({ from: behind.from, to: behind.to, limit: '200' });
      if (behind.outcome) query.set('outcome', behind.outcome);
      const answer = await ask<CallsAnswer>(calls, { id, query: `?${query}` });
      expect([kind, answer.calls.length]).toEqual([kind, behind.count]);
    }
    await expect(ask(calls, { id, query: '?from=yesterday' })).rejects.toMatchObject({ status: 400 });
  });

  it('are listed by outcome, in pages', async () => {
    const { incidents } = await ask<IncidentsAnswer>(list);
    const id = incidents.at(-1)?.id ?? 0;
    const success = await ask<CallsAnswer>(calls, { id, query: '?outcome=success' });
    expect(success.calls).toMatchObject([
      { caller: '203.0.113.7', loginOutcome: 'success', route: '/v1/login', durationMs: 4 },
    ]);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: CallsAnswer = await ask<CallsAnswer>(calls, {
        id,
        query: `?outcome=failure&limit=15${cursor && `&cursor=${cursor}`}`,
      });
      seen.push(...page.calls.map((call) => call.id));
      cursor = page.nextCursor;
    }
    expect(new Set(seen).size).toBe(40);
    expect(seen).toHaveLength(40);
    await expect(ask(calls, { id, query: '?cursor=bad' })).rejects.toMatchObject({ status: 400 });
  });
});

describe('the times of an attack', () => {
  it('are those of its evidence, whatever the state of the incident, in list and detail', async () => {
    const { incidents } = await ask<IncidentsAnswer>(list);
    const item = incidents.at(-1);
    const lastMs = startMs + 25_000;
    expect(item?.attack).toEqual({
      firstEvidenceAt: new Date(startMs).toISOString(),
      lastEvidenceAt: new Date(lastMs).toISOString(),
      durationSeconds: 25,
      ongoing: Date.now() < lastMs + 120_000,
      ongoingUntil: new Date(lastMs + 120_000).toISOString(),
      resolvesAt: new Date(lastMs + 30 * 60_000).toISOString(),
    });
    const past = incidents[0];
    expect(past).toMatchObject({ historical: true, attack: { ongoing: false, resolvesAt: null } });
    const detail = await ask<IncidentDetail>(one, { id: past?.id ?? 0 });
    expect(detail.attack).toEqual(past?.attack);
    const { firstEvidenceAt, lastEvidenceAt } = detail.attack;
    expect(detail.bursts).toEqual([{ from: firstEvidenceAt, to: lastEvidenceAt }]);
    expect(detail).toMatchObject({ keptCalls: 'all', retentionDays: 30, chart: { source: 'calls' } });
  });
});

describe('a change of an incident', () => {
  it('acknowledges once, notes and resolves, with name, events and activity', async () => {
    const { incidents } = await ask<IncidentsAnswer>(list, { query: '?state=open' });
    const id = incidents[0]?.id ?? 0;
    const cookie = await signInAs((await addMember(app.runtime, mine.organizationId, 'member')).email);
    const acknowledged = await ask<IncidentItem>(acknowledge, { id, ...post({ note: 'On it.' }), cookie, token: '' });
    expect(acknowledged.state).toBe('acknowledged');
    await expect(ask(acknowledge, { id, ...post() })).rejects.toMatchObject({ status: 409 });
    await ask(notes, { id, ...post({ note: 'Blocked at the gateway.' }) });
    await expect(ask(notes, { id, ...post({ note: '  ' }) })).rejects.toMatchObject({ status: 400 });
    expect((await ask<IncidentItem>(resolve, { id, ...post() })).state).toBe('resolved');
    await expect(ask(resolve, { id, ...post() })).rejects.toMatchObject({ status: 409 });
    const detail = await ask<IncidentDetail>(one, { id });
    expect(detail.acknowledgedBy).toBe('member');
    expect(detail.events.slice(-3).map(({ kind, note }) => [kind, note])).toEqual([
      ['acknowledged', 'On it.'],
      ['note', 'Blocked at the gateway.'],
      ['resolved', null],
    ]);
    const { rows } = await app.runtime.storage.query<{ action: string }>(
      `select action from activity_log where project_id = $1 and action like 'incident.%' order by id`,
      [mine.projectId],
    );
    expect(rows.map(({ action }) => action)).toEqual(['incident.acknowledged', 'incident.noted', 'incident.resolved']);
  });

  it('is refused to other organizations and to viewers', async () => {
    for (const [handler, options] of [
      [one, {}],
      [calls, {}],
      [acknowledge, post()],
      [resolve, post()],
      [notes, post({ note: 'x' })],
    ] as const) {
      await expect(ask(handler, { id: 1, token: other.apiToken, ...options })).rejects.toMatchObject({ status: 404 });
    }
    const cookie = await signInAs((await addMember(app.runtime, mine.organizationId, 'viewer')).email);
    await expect(ask(acknowledge, { id: 1, ...post(), cookie, token: '' })).rejects.toMatchObject({ status: 403 });
    await expect(ask(one, { id: 999 })).rejects.toMatchObject({ status: 404 });
    await expect(ask(one, { id: 'x' })).rejects.toMatchObject({ status: 400 });
  });
});
