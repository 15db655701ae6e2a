import { afterAll, beforeAll, expect, test } from 'vitest';
import { GET as me } from '../../../app/api/v1/me/route';
import { POST as change } from '../../../app/api/v1/account/password/route';
import { POST as reauthenticate } from '../../../app/api/v1/account/reauthenticate/route';
import { PATCH as rename } from '../../../app/api/v1/account/route';
import { DELETE as endOne } from '../../../app/api/v1/account/sessions/[sessionId]/route';
import { DELETE as endOthers, GET as sessions } from '../../../app/api/v1/account/sessions/route';
import { POST as confirmReset } from '../../../app/api/v1/password-reset/confirm/route';
import { POST as requestReset } from '../../../app/api/v1/password-reset/route';
import { readSession } from '../../../lib/auth';
import type { MailPayload, MeAnswer, SessionsAnswer } from '../../../lib/shared';
import { found, PASSWORD, signInAs, trySignIn } from '../../support/members';
import { enrolSecondFactor, nextCode, sendCode } from '../../support/second-factor';
import { cookiesOf, createTestApp, send, type TestApp } from '../../support/test-app';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const NEW = 'another-quiet-orchard-9';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
const statusOf = async (cookie: string): Promise<number> => (await send(me, { cookie })).status;
const listOf = async (cookie: string): Promise<SessionsAnswer['sessions']> =>
  ((await (await send(sessions, { cookie })).json()) as SessionsAnswer).sessions;

test('sessions are listed with device and address; one is ended, then all others, at once', async () => {
  const { email } = await found(app.runtime, 'alpha');
  const { POST: auth } = await import('../../../app/api/auth/[...all]/route');
  const body = { email, password: PASSWORD };
  const answer = await send(auth, {
    method: 'POST',
    params: { all: ['sign-in', 'email'] },
    body,
    headers: { 'user-agent': FIREFOX },
    clientAddress: '198.51.100.4',
  });
  const [mine, two, three] = [cookiesOf(answer), await signInAs(email), await signInAs(email)];
  const listed = await listOf(mine);
  expect(listed).toHaveLength(3);
  const current = listed.find((session) => session.current);
  expect(current).toMatchObject({ device: 'Firefox on Linux', address: '198.51.100.4' });
  expect(listed.filter((session) => session.current)).toHaveLength(1);

  const idOfTwo = (await readSession(app.runtime, new Headers({ cookie: two }), { prolong: false }))?.sessionId ?? '';
  const ended = await send(endOne, { method: 'DELETE', params: { sessionId: idOfTwo }, cookie: mine });
  expect([ended.status, await statusOf(two), await statusOf(three)]).toEqual([204, 401, 200]);
  expect(await (await send(endOthers, { method: 'DELETE', cookie: mine })).json()).toEqual({ endedSessions: 1 });
  expect([await statusOf(three), await statusOf(mine)]).toEqual([401, 200]);
});

test('the session of another person cannot be ended', async () => {
  const [beta, gamma] = [await found(app.runtime, 'beta'), await found(app.runtime, 'gamma')];
  const [mine, theirs] = [await signInAs(beta.email), await signInAs(gamma.email)];
  const sessionId = (await listOf(theirs))[0]?.id ?? '';
  expect((await send(endOne, { method: 'DELETE', params: { sessionId }, cookie: mine })).status).toBe(404);
  expect(await statusOf(theirs)).toBe(200);
});

test('the last use of a session is known to the minute', async () => {
  const { email } = await found(app.runtime, 'delta');
  const cookie = await signInAs(email);
  const [before] = await listOf(cookie);
  app.advance(120_000);
  await statusOf(cookie);
  const [after] = await listOf(cookie);
  expect(Date.parse(after?.lastActiveAt ?? '') - Date.parse(before?.lastActiveAt ?? '')).toBeGreaterThanOrEqual(
    120_000,
  );
});

test('the password changes for whoever knows the old one, and ends the other sessions', async () => {
  const { email } = await found(app.runtime, 'epsilon');
  const [cookie, other] = [await signInAs(email), await signInAs(email)];
  const post = (body: object): Promise<Response> => send(change, { method: 'POST', body, cookie });
  const wrong = await post({ currentPassword: 'wrong', newPassword: NEW });
  expect([wrong.status, await wrong.json()]).toMatchObject([401, { error: { field: 'currentPassword' } }]);
  const weak = await post({ currentPassword: PASSWORD, newPassword: 'password1234' });
  expect([weak.status, await weak.json()]).toMatchObject([400, { error: { field: 'newPassword' } }]);
  const own = await post({ currentPassword: PASSWORD, newPassword: 'owner@epsilon.test' });
  expect([own.status, await own.json()]).toMatchObject([400, { error: { field: 'newPassword' } }]);
  expect(await (await post({ currentPassword: PASSWORD, newPassword: NEW })).json()).toEqual({ endedSessions: 1 });
  expect([await statusOf(cookie), await statusOf(other)]).toEqual([200, 401]);
  expect((await trySignIn(email, PASSWORD)).status).toBe(401);
  expect((await trySignIn(email, NEW)).status).toBe(200);
});

test('a stolen session guesses neither password nor code for long', async () => {
  const { email } = await found(app.runtime, 'zeta');
  const cookie = await signInAs(email);
  const guess = (): Promise<Response> => send(reauthenticate, { method: 'POST', body: { password: 'wrong' }, cookie });
  const statuses = (await Promise.all(Array.from({ length: 11 }, guess)))
    .map(({ status }) => status)
    .sort((a, b) => a - b);
  expect(statuses).toEqual([...Array<number>(10).fill(401), 429]);
  const post = { method: 'POST', body: { currentPassword: PASSWORD, newPassword: NEW }, cookie };
  expect((await send(change, post)).headers.get('retry-after')).toMatch(/^\d+$/);
});

test('password or code opens sensitive changes for ten minutes, a code once', async () => {
  const { email } = await found(app.runtime, 'eta');
  const cookie = await signInAs(email);
  const { secret } = await enrolSecondFactor(app, cookie);
  const untilOf = async (): Promise<number> => {
    const { reauthenticatedUntil } = (await (await send(me, { cookie })).json()) as MeAnswer;
    return Date.parse(reauthenticatedUntil) - app.runtime.now().getTime();
  };
  app.advance(600_000);
  expect(await untilOf()).toBeLessThanOrEqual(0);
  const give = (body: object): Promise<Response> => send(reauthenticate, { method: 'POST', body, cookie });
  expect((await give({ password: PASSWORD })).status).toBe(200);
  expect(await untilOf()).toBeGreaterThan(590_000);
  const code = nextCode(app, secret);
  expect([(await give({ code })).status, (await give({ code })).status]).toEqual([200, 401]);
  expect((await give({})).status).toBe(400);
  expect((await give({ password: PASSWORD, code })).status).toBe(400);
});

test('a person has another name when they say so', async () => {
  const { email } = await found(app.runtime, 'theta');
  const cookie = await signInAs(email);
  expect((await send(rename, { method: 'PATCH', body: { name: ' ' }, cookie })).status).toBe(400);
  const more = { name: 'Ada Lovelace', instanceAdmin: false };
  expect((await send(rename, { method: 'PATCH', body: more, cookie })).status).toBe(400);
  await send(rename, { method: 'PATCH', body: { name: 'Ada Lovelace' }, cookie });
  expect(await (await send(me, { cookie })).json()).toMatchObject({
    user: { name: 'Ada Lovelace', instanceAdmin: true },
  });
});

const ask = (email: string, clientAddress = '192.0.2.1'): Promise<Response> =>
  send(requestReset, { method: 'POST', body: { email }, clientAddress });
const setBy = (token: string, password = NEW): Promise<Response> =>
  send(confirmReset, { method: 'POST', body: { token, password } });

/** Token of the last mail to this address. */
async function tokenTo(email: string): Promise<string> {
  const rows = await app.runtime.storage.prisma.outbox.findMany({
    where: { kind: 'password_reset' },
    orderBy: { createdAt: 'desc' },
  });
  const payload = rows.map((row) => row.payload as unknown as MailPayload).find(({ to }) => to === email);
  return payload?.link?.url.split('#')[1] ?? '';
}

test('whether an address has an account cannot be told from asking for a new password', async () => {
  const { email } = await found(app.runtime, 'iota');
  const answers = [await ask(email.toUpperCase()), await ask('nobody@iota.test')];
  expect(answers.map(({ status }) => status)).toEqual([204, 204]);
  const kinds = (answer: Response): string => [...answer.headers.keys()].join();
  expect(kinds(answers[0] ?? new Response())).toBe(kinds(answers[1] ?? new Response()));
  const mails = await app.runtime.storage.prisma.outbox.findMany({ where: { kind: 'password_reset' } });
  expect(mails.map((row) => (row.payload as unknown as MailPayload).to)).toEqual([email]);
});

test('the link of the mail works once and for one hour, ends all sessions, and the latest one alone counts', async () => {
  const { email } = await found(app.runtime, 'kappa');
  const cookie = await signInAs(email);
  await ask(email);
  const first = await tokenTo(email);
  app.advance(1);
  await ask(email);
  const second = await tokenTo(email);
  expect((await setBy(first)).status).toBe(403);
  expect((await setBy(second, 'short')).status).toBe(400);
  const both = await Promise.all([setBy(second), setBy(second)]);
  expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([204, 403]);
  expect(both.flatMap((answer) => answer.headers.getSetCookie())).toEqual([]);
  expect(await statusOf(cookie)).toBe(401);
  expect((await trySignIn(email, NEW)).status).toBe(200);

  await ask(email);
  const late = await tokenTo(email);
  app.advance(3_600_000);
  expect((await setBy(late)).status).toBe(403);
  const stored = JSON.stringify(await app.runtime.storage.query("select encode(hash, 'escape') h from one_time_token"));
  expect(stored).not.toContain(late);
});

test('a new password does not stand in for the second factor', async () => {
  const { email } = await found(app.runtime, 'lambda');
  const { secret } = await enrolSecondFactor(app, await signInAs(email));
  await ask(email);
  expect((await setBy(await tokenTo(email))).status).toBe(204);
  const answer = await trySignIn(email, NEW);
  expect(await answer.json()).toMatchObject({ user: null });
  expect(await statusOf(cookiesOf(answer))).toBe(401);
  expect((await sendCode(cookiesOf(answer), { code: '000000' })).status).toBe(401);
  expect((await sendCode(cookiesOf(answer), { code: nextCode(app, secret) })).status).toBe(200);
});

test('asking for links and trying them is limited, alike for addresses with and without an account', async () => {
  const { email } = await found(app.runtime, 'mu');
  for (const to of [email, 'nobody@mu.test']) {
    const answers = await Promise.all(Array.from({ length: 6 }, (_, index) => ask(to, `203.0.113.${index}`)));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([204, 204, 204, 204, 204, 429]);
  }
  const tries = Array.from({ length: 61 }, () =>
    send(confirmReset, { method: 'POST', body: { token: 'guess', password: NEW }, clientAddress: '203.0.113.77' }),
  );
  const statuses = (await Promise.all(tries)).map(({ status }) => status).sort((a, b) => a - b);
  expect([statuses[0], statuses.at(-1)]).toEqual([403, 429]);
});
