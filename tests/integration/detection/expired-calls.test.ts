import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GET as detail } from '../../../app/api/v1/projects/[projectId]/incidents/[incidentId]/route';
import { repairDay } from '../../../lib/rollups';
import type { IncidentDetail } from '../../../lib/shared';
import { found } from '../../support/members';
import { createTestApp, send, type TestApp } from '../../support/test-app';
import { clear, createWorker, report, rowsOf, stuffing } from './support';

const DAY = 86_400_000;

let app: TestApp;
let made = 0;
let project: Awaited<ReturnType<typeof found>>;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  await clear(app.runtime.storage);
  project = await found(app.runtime, `expired${++made}`);
}, 30_000);

const storage = () => app.runtime.storage;

/** An attack at noon (UTC) so many days ago, in calls and rollups; returns its first call. */
async function attackOf(daysAgo: number): Promise<number> {
  const day = new Date(Math.floor(Date.now() / DAY - daysAgo) * DAY);
  const fromMs = day.getTime() + DAY / 2;
  for (const flush of stuffing(fromMs, { backfill: true })) await report(storage(), project.projectId, flush);
  await createWorker(storage(), () => new Date()).work();
  await repairDay(storage(), { projectId: project.projectId, day, environmentIds: [1], now: new Date() });
  return fromMs;
}

async function read(): Promise<IncidentDetail> {
  const params = { projectId: String(project.projectId), incidentId: '1' };
  const answer = await send(detail, { token: project.apiToken, params, path: '/x' });
  expect(answer.status).toBe(200);
  return answer.json();
}

const sums = ({ chart }: IncidentDetail) => ({
  failures: chart.points.reduce((sum, { failures }) => sum + failures, 0),
  successes: chart.points.reduce((sum, { successes }) => sum + successes, 0),
  callers: [...new Set(chart.points.map(({ callers }) => callers))],
});

describe('an incident whose calls have expired', () => {
  it.each([
    ['minutes', 2, 60],
    ['hours', 20, 3_600],
  ])('says so, and its chart is that of its endpoints by %s', async (_tier, daysAgo, stepSeconds) => {
    await attackOf(daysAgo);
    const before = await read();
    expect(before).toMatchObject({ keptCalls: 'all', chart: { source: 'calls' } });
    await storage().query('delete from call where project_id = $1', [project.projectId]);
    const after = await read();
    expect(after).toMatchObject({ keptCalls: 'none', retentionDays: 30, chart: { source: 'endpoints', stepSeconds } });
    expect(sums(after)).toEqual({ failures: 40, successes: 1, callers: [null] });
    expect(after.figures).toEqual(before.figures);
    expect(after.attack).toEqual(before.attack);
    expect(after.bursts).toEqual(before.bursts);
  });

  it('in part says so too', async () => {
    const fromMs = await attackOf(2);
    await storage().query('delete from call where project_id = $1 and finished_at < $2', [
      project.projectId,
      new Date(fromMs + 10_000),
    ]);
    expect(await read()).toMatchObject({ keptCalls: 'some', chart: { source: 'endpoints' } });
  });

  it('has no chart once rollups are gone as well', async () => {
    await attackOf(20);
    await storage().query('delete from call where project_id = $1', [project.projectId]);
    await storage().query('delete from endpoint_hour where project_id = $1', [project.projectId]);
    expect(await read()).toMatchObject({ keptCalls: 'none', chart: { source: 'none', points: [] } });
    expect(await rowsOf(storage(), 'incident')).toMatchObject([{ call_count: 41 }]);
  });
});
