import { afterAll, beforeAll, expect, test } from 'vitest';
import { GET as me } from '../../../app/api/v1/me/route';
import { POST as confirm } from '../../../app/api/v1/account/two-factor/confirm/route';
import { POST as renew } from '../../../app/api/v1/account/two-factor/recovery-codes/route';
import { POST as begin, DELETE as switchOff, GET as state } from '../../../app/api/v1/account/two-factor/route';
import { resetPassword } from '../../../lib/auth';
import type { MeAnswer, RecoveryCodesAnswer, SignInAnswer, TwoFactorEnrolment } from '../../../lib/shared';
import { found, PASSWORD, signInAs, trySignIn } from '../../support/members';
import { codeNow, enrolSecondFactor, fromBase32, nextCode, sendCode } from '../../support/second-factor';
import { cookiesOf, createTestApp, send, type TestApp } from '../../support/test-app';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const statusOf = async (cookie: string): Promise<number> => (await send(me, { cookie })).status;

/** Someone with a second factor. */
async function enrolled(name: string) {
  const { email, organizationId } = await found(app.runtime, name);
  const cookie = await signInAs(email);
  return { email, organizationId, cookie, ...(await enrolSecondFactor(app, cookie)) };
}

/** The first step: the cookie that waits for a code. */
async function held(email: string, password = PASSWORD): Promise<string> {
  const answer = await trySignIn(email, password);
  expect(await answer.json()).toMatchObject({ user: null, secondFactor: { expiresAt: expect.any(String) } });
  return cookiesOf(answer);
}

test('an app is enrolled by password and first code; its secret and the recovery codes are told once and not kept', async () => {
  const { email } = await found(app.runtime, 'alpha');
  const [cookie, elsewhere] = [await signInAs(email), await signInAs(email)];
  expect((await send(begin, { method: 'POST', body: { password: 'wrong' }, cookie })).status).toBe(401);
  const begun = await send(begin, { method: 'POST', body: { password: PASSWORD }, cookie });
  const { secret, uri, qrSvg } = (await begun.json()) as TwoFactorEnrolment;
  expect(fromBase32(secret)).toHaveLength(20);
  expect(uri).toContain(`secret=${secret}`);
  expect(qrSvg).toMatch(/^<svg /);
  expect(await (await send(state, { cookie })).json()).toMatchObject({ enabled: false });

  const wrong = await send(confirm, { method: 'POST', body: { code: '000000' }, cookie });
  expect(await wrong.json()).toMatchObject({ error: { code: 'invalid', field: 'code' } });
  const done = await send(confirm, { method: 'POST', body: { code: codeNow(app, secret) }, cookie });
  const { recoveryCodes } = (await done.json()) as RecoveryCodesAnswer;
  expect(new Set(recoveryCodes).size).toBe(10);
  expect(await (await send(state, { cookie })).json()).toMatchObject({ enabled: true, recoveryCodesLeft: 10 });
  expect([await statusOf(cookie), await statusOf(elsewhere)]).toEqual([200, 401]);

  const { prisma } = app.runtime.storage;
  const rows = [await prisma.twoFactor.findMany(), await prisma.recoveryCode.findMany()].flat();
  const stored = rows.flatMap((row) => ('secret' in row ? [row.secret] : [row.hash]));
  for (const bytes of stored) {
    const text = Buffer.from(bytes).toString('latin1');
    expect(text).not.toContain(fromBase32(secret).toString('latin1'));
    for (const code of recoveryCodes) expect(text).not.toContain(code.replaceAll('-', ''));
  }
  expect((await send(begin, { method: 'POST', body: { password: PASSWORD }, cookie })).status).toBe(409);
});

test('the password alone opens nothing: the session begins with the code', async () => {
  const { email, secret } = await enrolled('beta');
  const cookie = await held(email);
  expect(cookie).toMatch(/^callwatch\.second_factor=[\w-]{43}$/);
  expect(await statusOf(cookie)).toBe(401);
  expect(await app.runtime.storage.prisma.session.count({ where: { user: { email } } })).toBe(1);
  const answer = await sendCode(cookie, { code: nextCode(app, secret) });
  expect((await answer.json()) as SignInAnswer).toMatchObject({ user: { email }, secondFactor: null });
  expect(await statusOf(cookiesOf(answer))).toBe(200);
  expect((await sendCode(cookie, { code: nextCode(app, secret) })).status).toBe(401); // it was used
});

test('a code works once: not again for another sign-in, not for two at the same moment, and none from before it', async () => {
  const { email, secret } = await enrolled('gamma');
  const earlier = codeNow(app, secret);
  const code = nextCode(app, secret);
  const [one, two, three] = [await held(email), await held(email), await held(email)];
  const answers = await Promise.all([one, two].map((cookie) => sendCode(cookie, { code })));
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 401]);
  const replayed = await sendCode(three, { code });
  expect(await replayed.json()).toMatchObject({ error: { code: 'unauthenticated', field: 'code' } });
  expect((await sendCode(three, { code: earlier })).status).toBe(401);
  expect((await sendCode(three, { code: nextCode(app, secret) })).status).toBe(200);
});

test('a recovery code stands in for the app once, however it is typed, and is gone for two at the same moment', async () => {
  const { email, recoveryCodes, cookie } = await enrolled('delta');
  const [code = '', other = ''] = recoveryCodes;
  const typed = code.toUpperCase().replaceAll('-', ' ');
  const places = [await held(email), await held(email)];
  const answers = await Promise.all(places.map((place) => sendCode(place, { recoveryCode: typed })));
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 401]);
  const again = await sendCode(await held(email), { recoveryCode: code });
  expect(await again.json()).toMatchObject({ error: { code: 'unauthenticated', field: 'recoveryCode' } });
  expect(await (await send(state, { cookie })).json()).toMatchObject({ recoveryCodesLeft: 9 });

  const renewed = (await (await send(renew, { method: 'POST', cookie })).json()) as RecoveryCodesAnswer;
  expect((await sendCode(await held(email), { recoveryCode: other })).status).toBe(401);
  expect((await sendCode(await held(email), { recoveryCode: renewed.recoveryCodes[0] ?? '' })).status).toBe(200);
});

test('of recovery codes that are renewed at the same moment one set counts, and none of it outlives the second factor', async () => {
  const { email, cookie } = await enrolled('kappa');
  const answers = await Promise.all(Array.from({ length: 3 }, () => send(renew, { method: 'POST', cookie })));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await (await send(state, { cookie })).json()).toMatchObject({ recoveryCodesLeft: 10 });
  const [off] = await Promise.all([
    send(switchOff, { method: 'DELETE', cookie }),
    ...answers.map(() => send(renew, { method: 'POST', cookie })),
  ]);
  expect(off.status).toBe(204);
  expect(await app.runtime.storage.prisma.recoveryCode.count({ where: { user: { email } } })).toBe(0);
});

test('guesses of codes end with 429 and Retry-After, over all sign-ins and addresses, even all at once', async () => {
  const { email, secret } = await enrolled('epsilon');
  const places = await Promise.all(Array.from({ length: 3 }, () => held(email)));
  const guesses = Array.from({ length: 13 }, (_, index) =>
    sendCode(places[index % 3] ?? '', { code: '000000' }, `192.0.2.${index + 10}`),
  );
  const statuses = (await Promise.all(guesses)).map(({ status }) => status).sort((a, b) => a - b);
  expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429, 429]);
  const refused = await sendCode(await held(email), { code: nextCode(app, secret) });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  app.advance(900_000);
  expect((await sendCode(await held(email), { code: nextCode(app, secret) })).status).toBe(200);
});

test('a held sign-in ends after ten minutes, when the password changes, and for whoever has only a part of the cookie', async () => {
  const { email, secret } = await enrolled('zeta');
  const [late, changed] = [await held(email), await held(email)];
  const password = 'another-quiet-orchard-9';
  await resetPassword(app.runtime.storage, { email, password, now: app.runtime.now });
  const over = await sendCode(changed, { code: nextCode(app, secret) });
  const { error } = (await over.json()) as { error: object };
  expect(error).toMatchObject({ code: 'unauthenticated' });
  expect(error).not.toHaveProperty('field');
  const again = await held(email, password);
  app.advance(600_000);
  expect((await sendCode(again, { code: nextCode(app, secret) })).status).toBe(401);
  expect((await sendCode(late.slice(0, -1), { code: nextCode(app, secret) })).status).toBe(401);
  expect((await sendCode('', { code: nextCode(app, secret) })).status).toBe(401);
});

test('switching it off needs the password or a code of the last ten minutes; afterwards the password is enough', async () => {
  const { email, cookie } = await enrolled('eta');
  app.advance(600_000);
  const refused = await send(switchOff, { method: 'DELETE', cookie });
  expect([refused.status, await refused.json()]).toMatchObject([403, { error: { code: 'reauthentication_required' } }]);
  expect((await send(renew, { method: 'POST', cookie })).status).toBe(403);
  const fresh = await app.runtime.storage.prisma.session.updateMany({
    where: { user: { email } },
    data: { verifiedAt: app.runtime.now() },
  });
  expect(fresh.count).toBe(1);
  expect((await send(switchOff, { method: 'DELETE', cookie })).status).toBe(204);
  expect((await send(switchOff, { method: 'DELETE', cookie })).status).toBe(409);
  expect(await statusOf(await signInAs(email))).toBe(200);
});

test('an organization that requires it is closed to members without it: they can enrol and nothing else', async () => {
  const { email, organizationId } = await found(app.runtime, 'theta');
  await app.runtime.storage.prisma.organization.update({
    where: { id: organizationId },
    data: { requireTwoFactor: true },
  });
  const { GET: projects } = await import('../../../app/api/v1/projects/route');
  const cookie = await signInAs(email);
  const refused = await send(projects, { cookie });
  expect([refused.status, await refused.json()]).toMatchObject([403, { error: { code: 'two_factor_required' } }]);
  const before = (await (await send(me, { cookie })).json()) as MeAnswer;
  expect(before).toMatchObject({ twoFactor: { enabled: false }, organizations: [{ locked: true, projects: [] }] });
  expect(before.twoFactor.requiredBy).toEqual(['theta']);
  await enrolSecondFactor(app, cookie);
  expect((await send(projects, { cookie })).status).toBe(200);
  expect(await (await send(me, { cookie })).json()).toMatchObject({ organizations: [{ locked: false }] });
  expect((await send(switchOff, { method: 'DELETE', cookie })).status).toBe(409);
});

test('the activity log tells of it, and holds neither codes nor secrets', async () => {
  const { email, organizationId, secret, recoveryCodes } = await enrolled('iota');
  await sendCode(await held(email), { code: '000000' });
  await sendCode(await held(email), { recoveryCode: recoveryCodes[0] ?? '' });
  const rows = await app.runtime.storage.prisma.activityLog.findMany({
    where: { organizationId },
    orderBy: { id: 'asc' },
  });
  expect(rows.map(({ action }) => action).slice(1)).toEqual([
    'session.started',
    'two_factor.enabled',
    'session.refused',
    'session.started',
  ]);
  expect(rows.at(-1)?.data).toEqual({ factor: 'recovery code' });
  const text = JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
  for (const hidden of [secret, ...recoveryCodes]) expect(text).not.toContain(hidden);
});
