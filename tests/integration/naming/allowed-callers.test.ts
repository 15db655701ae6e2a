import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { GET, POST } from '../../../app/api/v1/projects/[projectId]/allowed-callers/route';
import { DELETE } from '../../../app/api/v1/projects/[projectId]/allowed-callers/[callerId]/route';
import type { AllowedCallerItem, AllowedCallersAnswer } from '../../../lib/shared';
import { clear, createWorker, expireLeases, report, rowsOf, stuffing } from '../detection/support';
import { found } from '../../support/members';
import { createTestApp, send, type TestApp } from '../../support/test-app';

let app: TestApp;
let made = 0;
let projectId: number;
let token: string;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  await clear(app.runtime.storage);
  ({ projectId, apiToken: token } = await found(app.runtime, `allowed${++made}`));
}, 30_000);

const storage = () => app.runtime.storage;
const worker = () => createWorker(storage(), () => new Date());
const params = () => ({ projectId: String(projectId) });

const allow = (body: object): Promise<Response> => send(POST, { method: 'POST', params: params(), token, body });

async function attack(caller: string): Promise<void> {
  for (const flush of stuffing(Date.now() - 60_000, { caller })) await report(storage(), projectId, flush);
}

it('an attack by an allowed caller opens no incident and tells nobody; its calls are stored; others are found', async () => {
  const answer = await allow({ network: '203.0.113.0/24', note: 'Penetration test' });
  expect(answer.status).toBe(201);
  await attack('203.0.113.7');
  await worker().work();
  expect(await rowsOf(storage(), 'incident')).toEqual([]);
  expect(await rowsOf(storage(), 'outbox')).toEqual([]);
  const { rows } = await storage().query('select 1 from call where project_id = $1', [projectId]);
  expect(rows).toHaveLength(41);
  await attack('198.51.100.7');
  await expireLeases(storage());
  await worker().work();
  expect(await rowsOf(storage(), 'incident')).toMatchObject([{ state: 'open', detector: 'stuffing-ip' }]);
});

it('a worker that takes over folds the past as the list stood then', async () => {
  const { id } = (await (await allow({ network: '203.0.113.7', note: 'Load test' })).json()) as AllowedCallerItem;
  await attack('203.0.113.7');
  await worker().work();
  const removed = await send(DELETE, { method: 'DELETE', params: { ...params(), callerId: id }, token });
  expect(removed.status).toBe(204);
  await expireLeases(storage());
  await worker().work();
  expect(await rowsOf(storage(), 'incident')).toEqual([]);
  await attack('203.0.113.7');
  await expireLeases(storage());
  await worker().work();
  expect(await rowsOf(storage(), 'incident')).toHaveLength(1);
});

it('a network is told from its first address on, whichever of its addresses it was given by', async () => {
  const { id, network } = (await (
    await allow({ network: '192.0.2.66/24', note: 'Office' })
  ).json()) as AllowedCallerItem;
  expect(network).toBe('192.0.2.0/24');
  await send(DELETE, { method: 'DELETE', params: { ...params(), callerId: id }, token });
});

it('entries are listed until they are removed, each change in the activity log', async () => {
  const { id } = (await (await allow({ network: '192.0.2.7', note: 'Office' })).json()) as AllowedCallerItem;
  const list = async (): Promise<AllowedCallersAnswer> =>
    (await (await send(GET, { method: 'GET', params: params(), token })).json()) as AllowedCallersAnswer;
  expect((await list()).callers).toMatchObject([{ id, network: '192.0.2.7', note: 'Office', expired: false }]);
  await send(DELETE, { method: 'DELETE', params: { ...params(), callerId: id }, token });
  expect((await list()).callers).toEqual([]);
  const again = await send(DELETE, { method: 'DELETE', params: { ...params(), callerId: id }, token });
  expect(again.status).toBe(404);
  const { rows } = await storage().query(
    `select action from activity_log where project_id = $1 and action like 'allowed_caller.%' order by id`,
    [projectId],
  );
  expect(rows.map(({ action }) => action)).toEqual(['allowed_caller.created', 'allowed_caller.removed']);
});

it.each([
  ['network', { network: 'office', note: 'x' }],
  ['note', { network: '192.0.2.7', note: ' ' }],
  ['expiresAt', { network: '192.0.2.7', note: 'x', expiresAt: '2020-01-01T00:00:00Z' }],
  ['expiresAt', { network: '192.0.2.7', note: 'x', expiresAt: 'tomorrow' }],
])('a wrong %s is refused at its field', async (field, body) => {
  const answer = await allow(body);
  expect(answer.status).toBe(400);
  expect(JSON.stringify(await answer.json())).toContain(`${field}: `);
});

it.each([
  ['0.0.0.0/0', 400],
  ['10.0.0.0/7', 400],
  ['10.0.0.0/8', 201],
  ['::/0', 400],
  ['2000::/15', 400],
  ['2001::/16', 201],
])('a network that takes in most callers is refused, and why: %s', async (network, status) => {
  const answer = await allow({ network, note: 'Everybody' });
  expect(answer.status).toBe(status);
  if (status !== 400) return;
  const { error } = (await answer.json()) as { error: { fields: Record<string, string> } };
  expect(error.fields).toEqual({
    network: 'would blind the detectors to most callers; the widest is /8, of IPv6 /16',
  });
});
