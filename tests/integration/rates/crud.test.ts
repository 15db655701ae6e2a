import { afterAll, beforeAll, expect, it } from 'vitest';
import { POST } from '../../../app/api/v1/projects/[projectId]/rate-policies/route';
import { PATCH } from '../../../app/api/v1/projects/[projectId]/rate-policies/[policyId]/route';
import { POST as preview } from '../../../app/api/v1/projects/[projectId]/rate-policies/preview/route';
import type { RouteHandler } from '../../../lib/http';
import { RATE_LIMITS } from '../../../lib/shared';
import { deleteExpiredRows, listRetainedProjects } from '../../../lib/storage';
import { send } from '../../support/test-app';
import { createRatesWorld, MINUTE, steady, type RatesWorld } from './support';

let world: RatesWorld;
beforeAll(async () => {
  world = await createRatesWorld();
});
afterAll(() => world.close());

const GOOD = { name: 'Orders', limit: 60, windowSeconds: 60, key: 'caller' };
interface Refused {
  error: { code: string; fields?: Record<string, string>; details?: { fields?: Record<string, string> } };
}

async function refused(handler: RouteHandler, body: object, params = {}): Promise<{ status: number; text: string }> {
  const request = { params: { projectId: String(world.projectId), ...params }, token: world.apiToken, body };
  const answer = await send(handler, { method: 'POST', ...request });
  return { status: answer.status, text: JSON.stringify(((await answer.json()) as Refused).error) };
}

it('a policy is made, changed and deleted, each in the activity log', async () => {
  const endpoint = await world.endpointOf('/v1/orders');
  const made = await world.makePolicy({ ...GOOD, key: 'caller', endpoint, environment: 'production' });
  expect(made).toEqual({
    id: made.id,
    name: 'Orders',
    limit: 60,
    windowSeconds: 60,
    key: 'caller',
    endpoint: { id: endpoint, method: 'GET', route: '/v1/orders' },
    environment: 'production',
    enabled: true,
    createdAt: expect.any(String),
  });
  expect(await world.changePolicy(made.id, { endpoint: null, environment: null, enabled: false })).toEqual({
    ...made,
    endpoint: null,
    environment: null,
    enabled: false,
  });
  expect((await world.deletePolicy(made.id)).status).toBe(204);
  expect((await world.deletePolicy(made.id)).status).toBe(404);
  const { rows } = await world.storage.query(
    `select action, target from activity_log where action like 'rate_policy.%' order by id`,
  );
  expect(rows).toEqual(
    ['created', 'updated', 'deleted'].map((verb) => ({ action: `rate_policy.${verb}`, target: made.id })),
  );
});

it.each([
  ['name', { name: ' ' }],
  ['limit', { limit: 0 }],
  ['limit', { limit: 1.5 }],
  ['limit', { limit: RATE_LIMITS.limit + 1 }],
  ['windowSeconds', { windowSeconds: 86_401 }],
  ['windowSeconds', { windowSeconds: '60' }],
  ['key', { key: 'address' }],
  ['endpoint', { endpoint: 999_999 }],
  ['endpoint', { endpoint: 'GET /' }],
  ['environment', { environment: 'nowhere' }],
  ['environment', { environment: 'archive' }],
  ['enabled', { enabled: 'yes' }],
])('a bad %s is refused at its field by POST, PATCH and the preview: %o', async (field, change) => {
  const { id } = await world.makePolicy();
  const answers = [
    await refused(POST, { ...GOOD, ...change }),
    await refused(PATCH, change, { policyId: id }),
    ...(field === 'name' ? [] : [await refused(preview, { ...GOOD, ...change })]),
  ];
  for (const { status, text } of answers) {
    expect(status).toBe(400);
    expect(text).toContain(`"${field}`);
  }
  await world.deletePolicy(id);
});

it('a project has at most twenty', async () => {
  for (let n = 0; n < RATE_LIMITS.policies; n++) await world.makePolicy();
  const { status, text } = await refused(POST, GOOD);
  expect(status).toBe(409);
  expect(text).toContain('a project has at most 20 rate policies');
  for (const { id } of (await world.policies()).policies) await world.deletePolicy(id);
});

it('ingest follows a change within five seconds, also when it is told nothing', async () => {
  await world.send([{ atMs: Date.now() - MINUTE }]);
  await world.storage.query(
    `insert into rate_policy (project_id, id, name, call_limit, window_seconds, key) values ($1, 900, 'Quiet', 1, 60, 'caller')`,
    [world.projectId],
  );
  const counted = async (): Promise<number> => {
    await world.send([{ atMs: Date.now() - MINUTE }]);
    return (await world.storage.query('select 1 from rate_second')).rows.length;
  };
  await expect.poll(counted, { timeout: 20_000, interval: 500 }).toBeGreaterThan(0);
  await world.storage.query('delete from rate_policy where id = 900');
});

it('peaks are deleted with the calls, since they name callers', async () => {
  await world.makePolicy();
  await world.stream(steady(Date.now() - 3 * MINUTE, { minutes: 1, perMinute: () => 10 }));
  const peaks = async (): Promise<number> => (await world.storage.query('select 1 from rate_peak')).rows.length;
  const expire = async (days: number): Promise<number> => {
    for (const project of await listRetainedProjects(world.storage)) {
      await deleteExpiredRows(world.storage, project, new Date(Date.now() + days * 86_400_000));
    }
    return peaks();
  };
  expect(await peaks()).toBeGreaterThan(0);
  expect(await expire(29)).toBeGreaterThan(0);
  expect(await expire(32)).toBe(0);
});
