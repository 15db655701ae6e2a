import { afterAll, beforeAll, expect, test } from 'vitest';
import { POST as auth } from '../../../app/api/auth/[...all]/route';
import { GET as me } from '../../../app/api/v1/me/route';
import { readSession, resetPassword, SESSION_ABSOLUTE_SECONDS, SESSION_IDLE_SECONDS } from '../../../lib/auth';
import { found, PASSWORD, signInAs, trySignIn } from '../../support/members';
import { cookiesOf, createTestApp, send, type TestApp } from '../../support/test-app';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const statusOf = async (cookie: string): Promise<number> => (await send(me, { cookie })).status;

test('the cookie is HttpOnly and SameSite=Lax, and sign-out ends the session', async () => {
  const { email } = await found(app.runtime, 'alpha');
  const answer = await trySignIn(email.toUpperCase(), PASSWORD);
  expect(answer.headers.getSetCookie()[0]).toMatch(/^callwatch\.session_token=.*HttpOnly; SameSite=Lax/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  const cookie = cookiesOf(answer);
  expect(await statusOf(cookie)).toBe(200);
  const out = await send(auth, { method: 'POST', params: { all: ['sign-out'] }, cookie });
  expect(out.status).toBe(204);
  expect(out.headers.getSetCookie()[0]).toContain('Max-Age=0');
  expect(await statusOf(cookie)).toBe(401);
});

test('a session that is deleted is refused by the very next request', async () => {
  const { email } = await found(app.runtime, 'beta');
  const cookie = await signInAs(email);
  expect(await statusOf(cookie)).toBe(200);
  await app.runtime.storage.prisma.session.deleteMany({ where: { user: { email } } });
  expect(await statusOf(cookie)).toBe(401);
});

test('a session ends at its absolute age however busy it is, and when nobody used it', async () => {
  const { email } = await found(app.runtime, 'gamma');
  const [busy, idle] = [await signInAs(email), await signInAs(email)];
  const { prisma } = app.runtime.storage;
  const token = decodeURIComponent(/session_token=([^;.]+)/.exec(idle)?.[1] ?? '');
  await prisma.session.update({ where: { token }, data: { expiresAt: new Date(Date.now() - 1_000) } });
  expect(await statusOf(idle)).toBe(401);
  expect(await statusOf(busy)).toBe(200);
  app.advance(SESSION_ABSOLUTE_SECONDS * 1_000);
  expect(await statusOf(busy)).toBe(401);
  app.advance(-SESSION_ABSOLUTE_SECONDS * 1_000);
  expect(await statusOf(busy)).toBe(401); // it was ended, not only refused
});

test('a session in use is prolonged, in the browser too; a page, which cannot set cookies, leaves that to the API', async () => {
  const { email } = await found(app.runtime, 'kappa');
  const cookie = await signInAs(email);
  const { prisma } = app.runtime.storage;
  const aDayLess = new Date(Date.now() + (SESSION_IDLE_SECONDS - 86_400) * 1_000);
  await prisma.session.updateMany({ where: { user: { email } }, data: { expiresAt: aDayLess } });
  const byPage = await readSession(app.runtime, new Headers({ cookie }), { prolong: false });
  expect(byPage).toMatchObject({ user: { email }, cookies: [] });
  const answer = await send(me, { cookie });
  expect(answer.headers.getSetCookie()[0]).toContain(`Max-Age=${SESSION_IDLE_SECONDS}`);
  const session = await prisma.session.findFirst({ where: { user: { email } } });
  expect(session?.expiresAt.getTime()).toBeGreaterThan(aDayLess.getTime() + 86_000_000);
  expect((await send(me, { cookie })).headers.getSetCookie()).toEqual([]);
});

test('a password set by the operator ends every session and replaces the old one', async () => {
  const { email } = await found(app.runtime, 'delta');
  const cookies = [await signInAs(email), await signInAs(email)];
  const password = 'another-quiet-orchard-9';
  await resetPassword(app.runtime.storage, { email, password, now: app.runtime.now });
  for (const cookie of cookies) expect(await statusOf(cookie)).toBe(401);
  expect((await trySignIn(email, PASSWORD)).status).toBe(401);
  expect(await statusOf(await signInAs(email, password))).toBe(200);
});

test('a wrong password and an unknown account get the same answer', async () => {
  const { email } = await found(app.runtime, 'epsilon');
  const answers = [await trySignIn(email, 'wrong'), await trySignIn('nobody@epsilon.test', 'wrong')];
  const bodies = await Promise.all(answers.map(async (answer) => (await answer.json()) as { error: object }));
  expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  expect(bodies.map(({ error }) => ({ ...error, requestId: '' }))[0]).toEqual({
    code: 'unauthenticated',
    message: 'email or password is wrong',
    requestId: '',
  });
  expect({ ...bodies[1]?.error, requestId: '' }).toEqual({ ...bodies[0]?.error, requestId: '' });
});

test('guesses at one account end with 429 and Retry-After, even all at once; a success forgets earlier ones', async () => {
  const { email } = await found(app.runtime, 'zeta');
  for (let guess = 0; guess < 6; guess += 1) await trySignIn(email, 'wrong');
  await signInAs(email);
  const guesses = Array.from({ length: 13 }, (_, index) => trySignIn(email, 'wrong', `192.0.2.${index + 10}`));
  const statuses = (await Promise.all(guesses)).map(({ status }) => status).sort((a, b) => a - b);
  expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429, 429]);
  const refused = await trySignIn(email, PASSWORD);
  expect(refused.status).toBe(429);
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(300);
});

test('one address that tries again and again is stopped, for every account; others sign in as ever', async () => {
  const { email } = await found(app.runtime, 'eta');
  const address = '198.51.100.7';
  for (let guess = 0; guess < 60; guess += 1) await trySignIn('nobody@eta.test', 'wrong', address);
  expect((await trySignIn(email, PASSWORD, address)).status).toBe(429);
  expect((await trySignIn(email, PASSWORD, '198.51.100.8')).status).toBe(200);
});

test('every other path of better-auth is closed', async () => {
  const { email } = await found(app.runtime, 'theta');
  const cookie = await signInAs(email);
  const endpoints: unknown[] = Object.values(app.runtime.auth.api);
  const paths = endpoints.flatMap((endpoint) =>
    typeof endpoint === 'function' && 'path' in endpoint && typeof endpoint.path === 'string' ? [endpoint.path] : [],
  );
  expect(paths.length).toBeGreaterThan(20);
  for (const path of paths.filter((name) => name !== '/sign-in/email' && name !== '/sign-out')) {
    const answer = await send(auth, { method: 'POST', params: { all: path.slice(1).split('/') }, cookie, body: {} });
    expect([path, answer.status]).toEqual([path, 404]);
  }
  expect(await statusOf(cookie)).toBe(200);
});

test('a script signs in without Origin, a browser never from another site', async () => {
  const { email } = await found(app.runtime, 'lambda');
  const request = { method: 'POST', params: { all: ['sign-in', 'email'] }, body: { email, password: PASSWORD } };
  expect((await send(auth, { ...request, origin: null })).status).toBe(200);
  expect((await send(auth, { ...request, origin: 'https://evil.test' })).status).toBe(403);
  const bySite = { ...request, origin: null, headers: { 'sec-fetch-site': 'cross-site' } };
  expect((await send(auth, bySite)).status).toBe(403);
});

test('sign-ins and refused ones are in the activity log, without an address', async () => {
  const { email, organizationId } = await found(app.runtime, 'iota');
  await trySignIn(email, 'wrong');
  await signInAs(email);
  const rows = await app.runtime.storage.prisma.activityLog.findMany({
    where: { organizationId },
    orderBy: { id: 'asc' },
  });
  expect(rows.map(({ action }) => action)).toEqual(['instance.bootstrapped', 'session.refused', 'session.started']);
  expect(rows.map((row) => `${row.target} ${JSON.stringify(row.data)}`).join()).not.toContain('@');
});
