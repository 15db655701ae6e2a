import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { GET as me } from '../../../app/api/v1/me/route';
import { GET as exportCalls } from '../../../app/api/v1/projects/[projectId]/calls/export/route';
import { DELETE as revoke } from '../../../app/api/v1/projects/[projectId]/keys/[keyId]/route';
import { GET as keys, POST as makeKey } from '../../../app/api/v1/projects/[projectId]/keys/route';
import { GET as project, PATCH as change } from '../../../app/api/v1/projects/[projectId]/route';
import { POST as makeEnvironment } from '../../../app/api/v1/projects/[projectId]/environments/route';
import { GET as projects, POST as makeProject } from '../../../app/api/v1/projects/route';
import { route } from '../../../lib/http';
import { makeAndStoreApiToken } from '../../../lib/projects';
import type { NewKeyAnswer } from '../../../lib/shared';
import { findIngestKey, hashAccessKey, touchIngestKey } from '../../../lib/storage';
import { wireBatch } from '../ingest/harness';
import { addMember, found, signInAs } from '../../support/members';
import { serveNativeDoors } from '../../support/native-doors';
import { createTestApp, send, type TestApp } from '../../support/test-app';

let app: TestApp;
let acme: Awaited<ReturnType<typeof found>>;
let other: Awaited<ReturnType<typeof found>>;
let owner: string;
let at: { params: { projectId: string } };

beforeAll(async () => {
  app = await createTestApp();
  acme = await found(app.runtime, 'acme');
  other = await found(app.runtime, 'other');
  owner = await signInAs(acme.email);
  at = { params: { projectId: String(acme.projectId) } };
});
afterAll(() => app.close());

const foreign = (): { params: { projectId: string; keyId: string } } => ({
  params: { projectId: String(other.projectId), keyId: 'x' },
});
async function tokenOf(scopes: ('read' | 'write')[], organizationId = acme.organizationId): Promise<string> {
  const facts = { organizationId, name: 'test', scopes, createdBy: null, at: app.runtime.now() };
  return (await app.runtime.storage.transaction((tx) => makeAndStoreApiToken(tx, facts))).token;
}

test('a foreign project is not found, by session and by token, in every door, whatever body and query say', async () => {
  const doors = [
    { handler: project, method: 'GET' },
    { handler: change, method: 'PATCH', body: { name: 'mine', projectId: acme.projectId } },
    { handler: keys, method: 'GET' },
    { handler: makeKey, method: 'POST', body: { name: 'k', projectId: acme.projectId } },
    { handler: revoke, method: 'DELETE' },
    { handler: makeEnvironment, method: 'POST', body: { slug: 'staging' } },
  ];
  for (const { handler, ...door } of doors) {
    const path = `/?projectId=${acme.projectId}&organizationId=${acme.organizationId}`;
    const bySession = await send(handler, { ...door, ...foreign(), path, cookie: owner });
    const byToken = await send(handler, { ...door, ...foreign(), path, token: acme.apiToken });
    expect([bySession.status, byToken.status]).toEqual([404, 404]);
  }
  expect(await app.runtime.storage.prisma.environment.count({ where: { projectId: other.projectId } })).toBe(2);
});

test('a foreign project and one that does not exist cannot be told apart', async () => {
  const answers = await Promise.all(
    [String(other.projectId), '999999', '0', '-1', '1e3', '99999999999999999999', 'x'].map(async (projectId) => {
      const answer = await send(project, { params: { projectId }, cookie: owner });
      const { error } = (await answer.json()) as { error: object };
      return JSON.stringify({ status: answer.status, ...error, requestId: '' });
    }),
  );
  expect(new Set(answers).size).toBe(1);
});

test('a foreign organization cannot be named for a new project', async () => {
  const body = { name: 'Stolen', organizationId: other.organizationId };
  expect((await send(makeProject, { method: 'POST', body, cookie: owner })).status).toBe(404);
  expect((await send(makeProject, { method: 'POST', body, token: acme.apiToken })).status).toBe(404);
});

test('a key of another project cannot be revoked through one of ours', async () => {
  const [theirs] = await app.runtime.storage.prisma.ingestKey.findMany({ where: { projectId: other.projectId } });
  const params = { ...at.params, keyId: theirs?.id ?? '' };
  expect((await send(revoke, { method: 'DELETE', params, cookie: owner })).status).toBe(404);
  expect(await findIngestKey(app.runtime.storage, hashAccessKey(other.ingestKey))).not.toBeNull();
});

test('a viewer may look and change nothing; a member makes no keys; an admin does', async () => {
  const answers: Record<string, number[]> = {};
  for (const role of ['viewer', 'member', 'admin'] as const) {
    const cookie = await signInAs((await addMember(app.runtime, acme.organizationId, role)).email);
    const read = await send(keys, { ...at, cookie });
    const write = await send(makeKey, { ...at, method: 'POST', body: { name: role }, cookie });
    const create = await send(makeProject, { method: 'POST', body: { name: `of ${role}` }, cookie });
    answers[role] = [read.status, write.status, create.status];
  }
  expect(answers).toEqual({ viewer: [200, 403, 403], member: [200, 403, 403], admin: [200, 200, 200] });
});

test('a token needs the scope, and cannot read who is signed in', async () => {
  const [read, write, none] = [await tokenOf(['read']), await tokenOf(['write']), await tokenOf([])];
  const rename = (token: string): Promise<Response> =>
    send(change, { ...at, method: 'PATCH', body: { name: 'acme API' }, token });
  const look = (token: string): Promise<Response> => send(project, { ...at, token });
  expect((await look(read)).status).toBe(200);
  expect((await rename(read)).status).toBe(403);
  expect((await rename(write)).status).toBe(200);
  expect((await look(none)).status).toBe(403);
  expect((await send(me, { token: read })).status).toBe(401);
});

test('a token works without Origin and cookies, until it is revoked, expires or was mistyped', async () => {
  const token = await tokenOf(['read', 'write']);
  const send1 = (text: string): Promise<Response> =>
    send(change, { ...at, method: 'PATCH', body: { retentionDays: 30 }, token: text, origin: null });
  expect((await send1(token)).status).toBe(200);
  expect((await send1(`${token.slice(0, -1)}${token.endsWith('a') ? 'b' : 'a'}`)).status).toBe(401);
  expect((await send1(acme.ingestKey)).status).toBe(401);
  const { prisma } = app.runtime.storage;
  const hash = hashAccessKey(token);
  expect((await prisma.apiToken.findUnique({ where: { hash } }))?.lastUsedAt).not.toBeNull();
  await prisma.apiToken.update({ where: { hash }, data: { expiresAt: new Date(Date.now() - 1) } });
  expect((await send1(token)).status).toBe(401);
  await prisma.apiToken.update({ where: { hash }, data: { expiresAt: null, revokedAt: new Date() } });
  expect((await send1(token)).status).toBe(401);
});

test('an export under way breaks off when its session, its token or the membership of its reader ends', async () => {
  const { storage } = app.runtime;
  const doors = await serveNativeDoors(app);
  const headers = { authorization: `Bearer ${acme.ingestKey}` };
  await fetch(`${doors.url}/api/v1/calls`, { method: 'POST', headers, body: JSON.stringify(wireBatch(5_000)) });
  await doors.close();
  const to = Date.now() + 60_000;
  const path = `/?format=ndjson&from=${new Date(to - 3_600_000).toISOString()}&to=${new Date(to).toISOString()}`;
  const viewer = await addMember(app.runtime, acme.organizationId, 'viewer');
  const member = await addMember(app.runtime, acme.organizationId, 'member');
  const cookie = await signInAs(viewer.email);
  const token = await tokenOf(['read']);
  const { prisma } = storage;
  const user = { email: viewer.email };
  const ends = [
    [
      { token },
      () => prisma.apiToken.updateMany({ where: { hash: hashAccessKey(token) }, data: { revokedAt: new Date() } }),
    ],
    [{ cookie }, () => prisma.session.deleteMany({ where: { user } })],
    [
      { cookie: await signInAs(member.email) },
      () => prisma.member.deleteMany({ where: { user: { email: member.email } } }),
    ],
  ] as const;
  for (const [who, end] of ends) {
    const { body, status } = await send(exportCalls, { ...at, ...who, path });
    expect(status).toBe(200);
    const reader = body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    expect((await end()).count).toBeGreaterThan(0);
    await expect(reader?.read()).rejects.toMatchObject({ code: expect.stringMatching(/unauthenticated|not_found/) });
  }
});

test('rotation: the new key works beside the old one, which ends when it is revoked; neither is shown again', async () => {
  const { storage } = app.runtime;
  const made = await send(makeKey, {
    ...at,
    method: 'POST',
    body: { name: 'next', environment: 'production' },
    cookie: owner,
  });
  const { key, item } = (await made.json()) as NewKeyAnswer;
  expect(key).toMatch(/^cwk_production_[0-9A-Za-z]{36}$/);
  expect(await findIngestKey(storage, hashAccessKey(key))).not.toBeNull();
  expect(await findIngestKey(storage, hashAccessKey(acme.ingestKey))).not.toBeNull();
  const listed = await (await send(keys, { ...at, cookie: owner })).text();
  expect(listed).toContain(item.hint);
  expect(listed).not.toContain(key);
  const params = { ...at.params, keyId: item.id };
  const once = await (await send(revoke, { method: 'DELETE', params, cookie: owner })).text();
  expect(await (await send(revoke, { method: 'DELETE', params, cookie: owner })).text()).toBe(once);
  expect(await findIngestKey(storage, hashAccessKey(key))).toBeNull();
});

test('the last use of a key is written at most once a minute', async () => {
  const { storage, now } = app.runtime;
  const key = await findIngestKey(storage, hashAccessKey(acme.ingestKey));
  const usedAt = async (): Promise<Date | null | undefined> =>
    (await storage.prisma.ingestKey.findUnique({ where: { id: key?.keyId ?? '' } }))?.lastUsedAt;
  const first = new Date(now().getTime() + 60_000); // it may have been used just now
  await touchIngestKey(storage, { id: key?.keyId ?? '', at: first });
  await touchIngestKey(storage, { id: key?.keyId ?? '', at: new Date(first.getTime() + 59_000) });
  expect(await usedAt()).toEqual(first);
  await touchIngestKey(storage, { id: key?.keyId ?? '', at: new Date(first.getTime() + 60_000) });
  expect(await usedAt()).toEqual(new Date(first.getTime() + 60_000));
});

test('environments count up and a key belongs to one that exists', async () => {
  const made = await send(makeEnvironment, { ...at, method: 'POST', body: { slug: 'staging' }, cookie: owner });
  expect(await made.json()).toEqual({ id: 3, slug: 'staging', archive: false });
  const again = await send(makeEnvironment, { ...at, method: 'POST', body: { slug: 'staging' }, cookie: owner });
  expect(again.status).toBe(409);
  const post = (environment: string): Promise<Response> =>
    send(makeKey, { ...at, method: 'POST', body: { name: 'k', environment }, cookie: owner });
  expect(((await (await post('staging')).json()) as NewKeyAnswer).key).toMatch(/^cwk_staging_/);
  expect(await (await post('nowhere')).json()).toMatchObject({ error: { code: 'invalid', field: 'environment' } });
});

const rename = (more: object): Promise<Response> =>
  send(change, { ...at, method: 'PATCH', body: { name: 'acme API' }, cookie: owner, ...more });

test('a change by session must come from our own pages', async () => {
  expect((await rename({})).status).toBe(200);
  expect((await rename({ origin: 'https://evil.test' })).status).toBe(403);
  expect((await rename({ origin: 'null' })).status).toBe(403);
  expect((await rename({ origin: null })).status).toBe(403);
  expect((await rename({ origin: null, headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  expect((await rename({ origin: null, headers: { 'sec-fetch-site': 'same-site' } })).status).toBe(403);
  expect((await rename({ origin: null, headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(200);
  expect((await rename({ origin: null, cookie: '' })).status).toBe(401);
  expect((await rename({ origin: 'http://localhost:3000', headers: { host: 'localhost:3000' } })).status).toBe(200);
});

test('bodies that cannot be used are refused by what is wrong with them', async () => {
  const bodyOf = async (body: unknown, headers: Record<string, string> = {}): Promise<number> =>
    (await rename({ body, headers })).status;
  expect(await bodyOf('{')).toBe(400);
  expect(await bodyOf('[]')).toBe(400);
  expect(await bodyOf('{}')).toBe(400);
  expect(await bodyOf({ name: 5 })).toBe(400);
  expect(await bodyOf({ retentionDays: 0 })).toBe(400);
  expect(await bodyOf('name=x', { 'content-type': 'application/x-www-form-urlencoded' })).toBe(415);
  expect(await bodyOf({ name: 'x'.repeat(1_048_577) })).toBe(413);
  expect(await bodyOf({ name: 'a\u0000b' })).toBe(400);
  expect(await bodyOf({ name: 'a\ud800b' })).toBe(400);
  expect(await bodyOf('{"name":"x","__proto__":{"retentionDays":1}}')).toBe(200);
});

test('the quota of a project can be changed within its bounds', async () => {
  const set = (quotaPerMinute: unknown): Promise<Response> => rename({ body: { quotaPerMinute } });
  expect(await (await set(1_200)).json()).toMatchObject({ name: expect.any(String), quotaPerMinute: 1_200 });
  for (const wrong of [59, 1.5, 10_000_001, '600']) {
    expect(await (await set(wrong)).json()).toMatchObject({ error: { code: 'invalid', field: 'quotaPerMinute' } });
  }
  expect(await (await set(600_000)).json()).toMatchObject({ quotaPerMinute: 600_000 });
});

test('the threshold of Apdex can be changed within its bounds', async () => {
  const set = (apdexMs: unknown): Promise<Response> => rename({ body: { apdexMs } });
  expect(await (await set(250)).json()).toMatchObject({ name: expect.any(String), apdexMs: 250 });
  for (const wrong of [0, 1.5, 15_001, '500']) {
    expect(await (await set(wrong)).json()).toMatchObject({ error: { code: 'invalid', field: 'apdexMs' } });
  }
  expect(await (await set(500)).json()).toMatchObject({ apdexMs: 500 });
});

test('answers are private, framed by nobody and carry their request id', async () => {
  const answer = await send(projects, { cookie: owner });
  const headers = Object.fromEntries(answer.headers);
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  });
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
});

test('an unknown error is opaque outside and logged with the request id', async () => {
  const broken = route(z.object({}), () => {
    throw new Error('the password is hunter2');
  });
  const answer = await send(broken, { token: acme.apiToken });
  const text = await answer.text();
  expect(answer.status).toBe(500);
  expect(text).not.toContain('hunter2');
  const id = answer.headers.get('x-request-id') ?? '-';
  expect(text).toContain(id);
  expect(app.logged.some((line) => line.includes(id) && line.includes('hunter2'))).toBe(true);
});

test('a database that does not answer is 503 with Retry-After', async () => {
  const broken = route(z.object({}), (ctx) => ctx.storage.query("do $$ begin raise sqlstate '57P01'; end $$"));
  const byPrisma = route(z.object({}), (ctx) =>
    ctx.storage.prisma.$executeRawUnsafe("do $$ begin raise sqlstate '53300'; end $$"),
  );
  for (const handler of [broken, byPrisma]) {
    const answer = await send(handler, { token: acme.apiToken });
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
  }
});
