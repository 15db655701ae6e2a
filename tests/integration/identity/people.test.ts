import { afterAll, beforeAll, expect, test } from 'vitest';
import { GET as me } from '../../../app/api/v1/me/route';
import { POST as accept } from '../../../app/api/v1/invitations/accept/route';
import { POST as join } from '../../../app/api/v1/invitations/join/route';
import { POST as open } from '../../../app/api/v1/invitations/open/route';
import { DELETE as revoke } from '../../../app/api/v1/organizations/[organizationId]/invitations/[invitationId]/route';
import { POST as resend } from '../../../app/api/v1/organizations/[organizationId]/invitations/[invitationId]/resend/route';
import {
  GET as invitations,
  POST as invite,
} from '../../../app/api/v1/organizations/[organizationId]/invitations/route';
import { POST as leave } from '../../../app/api/v1/organizations/[organizationId]/leave/route';
import {
  DELETE as remove,
  PATCH as changeRole,
} from '../../../app/api/v1/organizations/[organizationId]/members/[memberId]/route';
import { GET as members } from '../../../app/api/v1/organizations/[organizationId]/members/route';
import { GET as keys } from '../../../app/api/v1/projects/[projectId]/keys/route';
import type {
  InvitationsAnswer,
  InvitationView,
  InvitedAnswer,
  MailPayload,
  MembersAnswer,
  Role,
} from '../../../lib/shared';
import { addMember, found, PASSWORD, signInAs } from '../../support/members';
import { cookiesOf, createTestApp, send, type TestApp } from '../../support/test-app';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const WEEK_MS = 7 * 86_400_000;

/** An organization with its owner signed in, and its doors. */
async function organization(name: string) {
  const { email, organizationId, projectId } = await found(app.runtime, name);
  const cookie = await signInAs(email);
  const params = { organizationId };
  const add = async (role: Role) => {
    const member = await addMember(app.runtime, organizationId, role);
    return { ...member, cookie: await signInAs(member.email) };
  };
  return {
    email,
    cookie,
    params,
    projectId,
    add,
    invite: (body: object, by = cookie) => send(invite, { method: 'POST', params, body, cookie: by }),
    setRole: (memberId: string, role: Role, by = cookie) =>
      send(changeRole, { method: 'PATCH', params: { ...params, memberId }, body: { role }, cookie: by }),
    remove: (memberId: string, by = cookie) =>
      send(remove, { method: 'DELETE', params: { ...params, memberId }, cookie: by }),
    leave: (by: string) => send(leave, { method: 'POST', params, cookie: by }),
    members: async (by = cookie) =>
      ((await (await send(members, { params, cookie: by })).json()) as MembersAnswer).members,
  };
}

const tokenIn = (link: string | null | undefined): string => link?.split('#')[1] ?? '';
const invitedBy = async (answer: Response): Promise<InvitedAnswer> => (await answer.json()) as InvitedAnswer;
const post = (handler: typeof open, body: object, cookie?: string): Promise<Response> =>
  send(handler, { method: 'POST', body, ...(cookie !== undefined && { cookie }) });

test('the mail of an invitation holds the only copy of its link, and the built-in mailbox does not show it', async () => {
  const acme = await organization('alpha');
  const { invitation, link } = await invitedBy(await acme.invite({ email: ' Guest@Example.com ', role: 'member' }));
  expect(invitation).toMatchObject({ email: 'guest@example.com', role: 'member', state: 'pending' });
  expect(link).toMatch(/^http:\/\/callwatch\.test\/invitation#[\w-]{43}$/);
  const [mail] = await app.runtime.storage.prisma.outbox.findMany({ where: { kind: 'invitation' } });
  expect(mail?.payload as unknown as MailPayload).toMatchObject({
    to: 'guest@example.com',
    link: { url: link },
    hideLinks: true,
  });
  const stored = await app.runtime.storage.query('select encode(token_hash, $1) h from invitation', ['escape']);
  expect(JSON.stringify(stored.rows)).not.toContain(tokenIn(link));

  const { env } = app.runtime;
  Object.assign(env, { smtpUrl: 'smtp://mail.test' });
  const sent = await invitedBy(await acme.invite({ email: 'other@example.com', role: 'viewer' }));
  Object.assign(env, { smtpUrl: null });
  expect(sent.link).toBeNull(); // whoever gets the mail has the address
});

test('a guest sees who invites, makes an account by the link once, and is in with the role of the invitation', async () => {
  const acme = await organization('beta');
  const { link } = await invitedBy(await acme.invite({ email: 'new@beta.test', role: 'viewer' }));
  const token = tokenIn(link);
  const view = (await (await post(open, { token })).json()) as InvitationView;
  expect(view).toMatchObject({ organization: 'beta', email: 'new@beta.test', role: 'viewer', hasAccount: false });
  const form = { token, name: 'Grace', password: PASSWORD };
  const weak = await post(join, { ...form, name: ' ', password: 'short' });
  expect(Object.keys(((await weak.json()) as { error: { fields: object } }).error.fields).sort()).toEqual([
    'name',
    'password',
  ]);
  const answers = await Promise.all([post(join, form), post(join, form)]);
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)[0]).toBe(200);
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const won = answers.find(({ status }) => status === 200);
  const mine = await send(me, { cookie: won ? cookiesOf(won) : '' });
  expect(await mine.json()).toMatchObject({
    user: { name: 'Grace', instanceAdmin: false },
    organizations: [{ name: 'beta', role: 'viewer' }],
  });
  expect((await post(open, { token })).status).toBe(403);
  expect((await post(join, form)).status).toBe(403);
});

test('whoever has an account signs in and accepts; another address cannot, nor can the account be made anew', async () => {
  const [acme, guest, stranger] = [
    await organization('gamma'),
    await organization('gamma-guest'),
    await organization('gamma-stranger'),
  ];
  const { link } = await invitedBy(await acme.invite({ email: guest.email, role: 'admin' }));
  const token = tokenIn(link);
  expect(await (await post(open, { token })).json()).toMatchObject({ hasAccount: true });
  expect((await post(join, { token, name: 'Eve', password: PASSWORD })).status).toBe(409);
  expect((await post(accept, { token }, stranger.cookie)).status).toBe(403);
  expect((await post(accept, { token }, guest.cookie)).status).toBe(200);
  expect((await acme.members()).map(({ email, role }) => [email, role])).toContainEqual([guest.email, 'admin']);
  expect((await post(accept, { token }, guest.cookie)).status).toBe(403);
  expect((await acme.invite({ email: guest.email, role: 'viewer' })).status).toBe(409);
});

test('a link ends after a week, when it is revoked, sent again or replaced, and a guessed one opens nothing', async () => {
  const acme = await organization('delta');
  const email = 'new@delta.test';
  const first = await invitedBy(await acme.invite({ email, role: 'viewer' }));
  const second = await invitedBy(await acme.invite({ email, role: 'viewer' }));
  const params = { ...acme.params, invitationId: second.invitation.id };
  const third = await invitedBy(await send(resend, { method: 'POST', params, cookie: acme.cookie }));
  const statuses = [];
  for (const { link } of [first, second, third]) statuses.push((await post(open, { token: tokenIn(link) })).status);
  expect([...statuses, (await post(open, { token: 'guess' })).status]).toEqual([403, 403, 200, 403]);

  app.advance(WEEK_MS);
  const fresh = await signInAs(acme.email);
  expect((await post(open, { token: tokenIn(third.link) })).status).toBe(403);
  const listed = (await (await send(invitations, { params: acme.params, cookie: fresh })).json()) as InvitationsAnswer;
  expect(listed.invitations.map(({ state }) => state)).toEqual(['expired', 'revoked']);
  const again = await invitedBy(await send(resend, { method: 'POST', params, cookie: fresh }));
  expect((await send(revoke, { method: 'DELETE', params, cookie: fresh })).status).toBe(204);
  expect((await post(open, { token: tokenIn(again.link) })).status).toBe(403);
  expect((await send(resend, { method: 'POST', params, cookie: fresh })).status).toBe(409);
});

test('an organization keeps an owner: the last one is neither demoted nor removed and does not leave, even two at once', async () => {
  const acme = await organization('epsilon');
  const [self] = await acme.members();
  expect((await acme.setRole(self?.id ?? '', 'admin')).status).toBe(409);
  expect((await acme.leave(acme.cookie)).status).toBe(409);
  const second = await acme.add('owner');
  const answers = await Promise.all([acme.leave(acme.cookie), acme.leave(second.cookie)]);
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([204, 409]);
});

test('an admin manages everybody but owners, and makes none', async () => {
  const acme = await organization('zeta');
  const [owner] = await acme.members();
  const [admin, member] = [await acme.add('admin'), await acme.add('member')];
  const byAdmin = [
    await acme.setRole(owner?.id ?? '', 'viewer', admin.cookie),
    await acme.remove(owner?.id ?? '', admin.cookie),
    await acme.setRole(member.memberId, 'owner', admin.cookie),
    await acme.setRole(admin.memberId, 'owner', admin.cookie),
    await acme.invite({ email: 'x@zeta.test', role: 'owner' }, admin.cookie),
    await acme.setRole(member.memberId, 'admin', admin.cookie),
    await acme.remove(admin.memberId, admin.cookie),
    await acme.remove(member.memberId, admin.cookie),
  ];
  expect(byAdmin.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 200, 409, 204]);
});

test('whoever is removed or demoted is so by the very next request', async () => {
  const acme = await organization('eta');
  const [one, two] = [await acme.add('viewer'), await acme.add('admin')];
  const project = { params: { projectId: String(acme.projectId) } };
  expect((await send(keys, { ...project, cookie: one.cookie })).status).toBe(200);
  await acme.remove(one.memberId);
  expect((await send(keys, { ...project, cookie: one.cookie })).status).toBe(404);
  await acme.setRole(two.memberId, 'viewer');
  expect((await acme.invite({ email: 'x@eta.test', role: 'viewer' }, two.cookie)).status).toBe(403);
  expect((await acme.leave(two.cookie)).status).toBe(204);
  expect((await send(keys, { ...project, cookie: two.cookie })).status).toBe(404);
});

test('changes to people ask for password or code after ten minutes', async () => {
  const acme = await organization('theta');
  const member = await acme.add('member');
  app.advance(600_000);
  const answers = [
    await acme.setRole(member.memberId, 'viewer'),
    await acme.remove(member.memberId),
    await acme.invite({ email: 'x@theta.test', role: 'viewer' }),
  ];
  const codes = await Promise.all(
    answers.map(async (answer) => ((await answer.json()) as { error: { code: string } }).error.code),
  );
  expect(codes).toEqual(Array<string>(3).fill('reauthentication_required'));
});

test('members see each other; who lacks a second factor only those who manage members see', async () => {
  const acme = await organization('iota');
  const viewer = await acme.add('viewer');
  const seen = await acme.members(viewer.cookie);
  expect(seen).toHaveLength(2);
  expect(seen.find(({ self }) => self)).toMatchObject({ email: viewer.email, twoFactor: false });
  expect(seen.find(({ self }) => !self)).toMatchObject({ twoFactor: null, lastActiveAt: null });
  expect((await acme.members()).every(({ twoFactor }) => twoFactor === false)).toBe(true);
});

test('an address that is two is invited as none, and nobody floods strangers through an organization', async () => {
  const acme = await organization('kappa');
  for (const email of ['a@x.test, b@x.test', 'a@x.test\r\nBcc: b@x.test', 'none', ''])
    expect((await acme.invite({ email, role: 'viewer' })).status).toBe(400);
  const statuses = [];
  for (let count = 0; count < 51; count += 1)
    statuses.push((await acme.invite({ email: `a${count}@x.test`, role: 'viewer' })).status);
  expect(statuses.slice(-2)).toEqual([200, 429]);
});

test('the activity log holds who joined, changed and left by id, never by address', async () => {
  const acme = await organization('lambda');
  const { link } = await invitedBy(await acme.invite({ email: 'new@lambda.test', role: 'member' }));
  await post(join, { token: tokenIn(link), name: 'New', password: PASSWORD });
  const joined = (await acme.members()).find(({ email }) => email === 'new@lambda.test');
  await acme.setRole(joined?.id ?? '', 'viewer');
  await acme.remove(joined?.id ?? '');
  const rows = await app.runtime.storage.prisma.activityLog.findMany({
    where: { organizationId: acme.params.organizationId },
    orderBy: { id: 'asc' },
  });
  expect(rows.map(({ action }) => action).slice(2)).toEqual([
    'invitation.created',
    'member.joined',
    'session.started',
    'member.role_changed',
    'member.removed',
  ]);
  expect(rows.map((row) => `${row.target} ${JSON.stringify(row.data)}`).join()).not.toContain('@');
});
