import { afterAll, beforeAll, expect, test } from 'vitest';
import { GET as me } from '../../../app/api/v1/me/route';
import { POST as setUp } from '../../../app/api/v1/setup/route';
import { GET as status } from '../../../app/api/v1/setup/status/route';
import { ensureSetupToken, isSetupLink } from '../../../lib/projects';
import { findIngestKey, hashAccessKey, openSecret } from '../../../lib/storage';
import { cookiesOf, createTestApp, send, type TestApp } from '../../support/test-app';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const form = (token: string, change: Record<string, unknown> = {}): Record<string, unknown> => ({
  token,
  name: 'Ada Lovelace',
  email: 'Ada@Example.test',
  password: 'violet-harbour-47-lantern',
  organization: 'Analytical Engines',
  project: 'Shop API',
  ...change,
});
const post = (body: unknown): Promise<Response> => send(setUp, { method: 'POST', body });

test('each start makes a new link and ends the one before; a wrong token makes nothing', async () => {
  const first = await ensureSetupToken(app.runtime.storage, app.runtime.now);
  const second = await ensureSetupToken(app.runtime.storage, app.runtime.now);
  expect(first).not.toBe(second);
  const counts = [first, second, 'guess', ''].map((token) => isSetupLink(app.runtime.storage, token ?? ''));
  expect(await Promise.all(counts)).toEqual([false, true, false, false]);
  expect((await post(form(first ?? ''))).status).toBe(403);
  expect((await post(form('guess'))).status).toBe(403);
  expect(await app.runtime.storage.prisma.user.count()).toBe(0);
  expect(await (await send(status, {})).json()).toEqual({ needed: true });
});

test('a form with faults names each field and leaves the link valid', async () => {
  const token = (await ensureSetupToken(app.runtime.storage, app.runtime.now)) ?? '';
  const answer = await post(form(token, { email: 'ada', name: ' ', project: 7, password: 'short' }));
  expect(answer.status).toBe(400);
  const { error } = (await answer.json()) as { error: { fields: Record<string, string> } };
  expect(Object.keys(error.fields).sort()).toEqual(['email', 'name', 'password', 'project']);
  const both = await post(form(token, { email: 'ada', password: 'Password1234' }));
  const { error: told } = (await both.json()) as { error: { fields: Record<string, string> } };
  expect(told.fields).toEqual({
    email: 'must be an email address',
    password: 'is among the passwords that are guessed first',
  });
  const weak = await post(form(token, { password: 'Password1234' }));
  expect(await weak.json()).toMatchObject({ error: { code: 'invalid', field: 'password' } });
  expect((await post(form(token, { password: 'short' }))).status).toBe(400);
});

test('submitted twice at once it makes one owner, who is signed in and holds the only copy of the key', async () => {
  const token = (await ensureSetupToken(app.runtime.storage, app.runtime.now)) ?? '';
  const answers = await Promise.all([post(form(token)), post(form(token, { email: 'eve@example.test' }))]);
  const statuses = answers.map((answer) => answer.status).sort((a, b) => a - b);
  expect(statuses[0]).toBe(200);
  expect([403, 409]).toContain(statuses[1]);
  expect(await app.runtime.storage.prisma.user.count()).toBe(1);
  const won = answers.find((answer) => answer.status === 200);
  if (!won) throw new Error('nobody won');
  const made = (await won.json()) as {
    ingestKey: string;
    project: { id: number; name: string };
    organization: object;
  };
  expect(made.project.name).toBe('Shop API');

  const mine = await send(me, { cookie: cookiesOf(won) });
  expect(await mine.json()).toMatchObject({
    user: { instanceAdmin: true },
    organizations: [{ name: 'Analytical Engines', role: 'owner', projects: [{ id: made.project.id }] }],
  });

  const key = await findIngestKey(app.runtime.storage, hashAccessKey(made.ingestKey));
  expect(key).toMatchObject({ projectId: made.project.id, environmentId: 1, retentionDays: 30 });
  expect(key?.environments.get('archive')).toEqual({ id: 2, archive: true });
  expect(openSecret(app.runtime.env.secret, key?.accountKey ?? new Uint8Array())).toHaveLength(32);
  const dump = JSON.stringify(await app.runtime.storage.prisma.ingestKey.findMany());
  expect(dump).not.toContain(made.ingestKey);
});

test('afterwards no token is made and none is taken', async () => {
  expect(await ensureSetupToken(app.runtime.storage, app.runtime.now)).toBeNull();
  expect(await isSetupLink(app.runtime.storage, 'whatever')).toBe(false);
  expect((await post(form('whatever'))).status).toBe(409);
  expect(await (await send(status, {})).json()).toEqual({ needed: false });
});

test('the project begins with rules for attacks, silence and server errors, the owner as email channel and the endpoint for everything unnamed', async () => {
  const { prisma } = app.runtime.storage;
  expect(await prisma.rule.findMany({ orderBy: { name: 'asc' } })).toMatchObject([
    { name: 'Attacks', kind: 'incident', channels: ['all'], enabled: true },
    { name: 'No heartbeat', kind: 'metric', channels: ['all'], enabled: true },
    { name: 'Server errors', kind: 'metric', channels: ['all'], enabled: true },
  ]);
  expect(await prisma.channel.findMany()).toMatchObject([{ kind: 'email', enabled: true }]);
  expect(await prisma.endpoint.findMany()).toMatchObject([{ id: 1, route: '__other__' }]);
});
