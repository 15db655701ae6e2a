import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROLES, VIEW_LIMITS, type CallView, type Role } from '../../../lib/shared';
import { listRoutes } from '../../support/list-routes';
import { addMember, found, signInAs } from '../../support/members';
import { createTestApp, send, type TestApp } from '../../support/test-app';

const AT_ONCE = 15;

let app: TestApp;
let projectId: number;
const cookies = new Map<Role | 'other', string>();
let handlers: Awaited<ReturnType<typeof listRoutes>>;

beforeAll(async () => {
  app = await createTestApp();
  const acme = await found(app.runtime, 'acme');
  projectId = acme.projectId;
  for (const role of ROLES)
    cookies.set(role, await signInAs((await addMember(app.runtime, acme.organizationId, role)).email));
  cookies.set('other', await signInAs((await addMember(app.runtime, acme.organizationId, 'member')).email));
  handlers = await listRoutes();
});
afterAll(() => app.close());

interface Asked {
  method: 'GET' | 'POST' | 'DELETE';
  body?: unknown;
  viewId?: string;
}

async function ask(as: Role | 'other', { method, body, viewId }: Asked): Promise<{ status: number; body: unknown }> {
  const path = `/api/v1/projects/[projectId]/views${viewId === undefined ? '' : '/[viewId]'}`;
  const route = handlers.find(({ name }) => name === `${method} ${path}`);
  if (!route) throw new Error(`no route ${method} ${path}`);
  const params = { projectId: String(projectId), ...(viewId !== undefined && { viewId }) };
  const answer = await send(route.handler, { method, params, cookie: cookies.get(as) ?? '', body });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? null : JSON.parse(text) };
}

const save = (as: Role | 'other', body: Record<string, unknown>) =>
  ask(as, { method: 'POST', body: { query: 'status=5xx&from=1h', ...body } });
async function saved(as: Role | 'other', body: Record<string, unknown>): Promise<CallView> {
  const answer = await save(as, body);
  expect(answer.status).toBe(201);
  return answer.body as CallView;
}
async function names(as: Role | 'other'): Promise<string[]> {
  const { body } = await ask(as, { method: 'GET' });
  return (body as { views: CallView[] }).views.map(({ name }) => name);
}

test('a view is seen by who saved it, a shared one by everybody', async () => {
  await saved('viewer', { name: 'Mine' });
  const shared = await saved('member', { name: 'Slow', query: 'durationMs=%3E500&columns=a', shared: true });
  expect(shared).toMatchObject({ mine: true, shared: true, query: 'durationMs=%3E500&columns=a' });
  expect(await names('viewer')).toEqual(['Mine', 'Slow']);
  expect(await names('other')).toEqual(['Slow']);
});

test('viewers keep views to themselves', async () => {
  expect((await save('viewer', { name: 'For all', shared: true })).status).toBe(403);
});

test('who saved a shared view deletes it, and admins; nobody deletes what is private to another', async () => {
  const [one, two] = [await saved('member', { name: 'One', shared: true }), await saved('member', { name: 'Two' })];
  const remove = (as: Role | 'other', { id }: CallView) => ask(as, { method: 'DELETE', viewId: id });
  expect((await remove('other', one)).status).toBe(403);
  expect((await remove('owner', two)).status).toBe(404);
  expect((await remove('admin', one)).status).toBe(204);
  expect((await remove('member', two)).status).toBe(204);
  expect((await remove('member', two)).status).toBe(404);
});

test.each([
  [{ name: '' }, 'name'],
  [{ name: 'x'.repeat(81) }, 'name'],
  [{ name: 'A', query: '?status=500' }, 'query'],
  [{ name: 'A', query: 'status=9xx' }, 'query'],
  [{ name: 'A', query: 'x'.repeat(2001) }, 'query'],
])('%j is refused at its field', async (body, field) => {
  const answer = await save('member', body);
  expect(answer).toMatchObject({ status: 400, body: { error: { field } } });
});

test('a name that one sees already is taken', async () => {
  await saved('other', { name: 'Twice' });
  expect(await save('other', { name: 'Twice' })).toMatchObject({ status: 409, body: { error: { field: 'name' } } });
  await saved('member', { name: 'Twice' });
});

test('a project has a hundred views, however many are saved at once', async () => {
  const made = await app.runtime.storage.prisma.savedView.count({ where: { projectId } });
  const left = VIEW_LIMITS.views - made;
  for (let index = AT_ONCE; index < left; index += 1) await saved('admin', { name: `One ${index}` });
  const answers = await Promise.all(
    Array.from({ length: AT_ONCE + 5 }, (_, index) => save('admin', { name: `Many ${index}` })),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(AT_ONCE);
  expect(answers.filter(({ status }) => status === 409)).toHaveLength(5);
});

test('what is saved and deleted stands in the activity log', async () => {
  const rows = await app.runtime.storage.prisma.activityLog.findMany({ where: { projectId } });
  const actions = new Set(rows.map(({ action }) => action));
  expect([actions.has('view.saved'), actions.has('view.deleted')]).toEqual([true, true]);
});
