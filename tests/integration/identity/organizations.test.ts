import { afterAll, beforeAll, expect, test } from 'vitest';
import { GET as organization, PATCH as change } from '../../../app/api/v1/organizations/[organizationId]/route';
import { DELETE as revoke } from '../../../app/api/v1/organizations/[organizationId]/tokens/[tokenId]/route';
import { GET as tokens, POST as makeToken } from '../../../app/api/v1/organizations/[organizationId]/tokens/route';
import { GET as organizations, POST as create } from '../../../app/api/v1/organizations/route';
import { GET as project } from '../../../app/api/v1/projects/[projectId]/route';
import { GET as projects } from '../../../app/api/v1/projects/route';
import type { ApiTokensAnswer, NewApiTokenAnswer, OrganizationDetail } from '../../../lib/shared';
import { addMember, found, signInAs } from '../../support/members';
import { enrolSecondFactor } from '../../support/second-factor';
import { createTestApp, send, type TestApp } from '../../support/test-app';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

async function signedIn(name: string) {
  const made = await found(app.runtime, name);
  return { ...made, cookie: await signInAs(made.email), params: { organizationId: made.organizationId } };
}

test('an administrator of the instance makes organizations and owns them; others cannot', async () => {
  const { cookie, organizationId } = await signedIn('alpha');
  const made = await send(create, { method: 'POST', body: { name: 'Second' }, cookie });
  const second = (await made.json()) as OrganizationDetail;
  expect(second).toMatchObject({ name: 'Second', role: 'owner', requireTwoFactor: false });
  const listed = (await (await send(organizations, { cookie })).json()) as { organizations: OrganizationDetail[] };
  expect(listed.organizations.map(({ id }) => id)).toEqual([organizationId, second.id]);
  const path = `/?organizationId=${second.id}`;
  expect(await (await send(projects, { cookie, path })).json()).toEqual({ projects: [], nextCursor: null });
  const member = await signInAs((await addMember(app.runtime, organizationId, 'owner')).email);
  expect((await send(create, { method: 'POST', body: { name: 'Mine' }, cookie: member })).status).toBe(403);
});

test('the owner requires a second factor of everybody only with one of their own, and with a fresh password', async () => {
  const { cookie, params, organizationId } = await signedIn('beta');
  const member = await signInAs((await addMember(app.runtime, organizationId, 'member')).email);
  const patch = (body: object): Promise<Response> => send(change, { method: 'PATCH', params, body, cookie });
  expect((await patch({})).status).toBe(400);
  const alone = await patch({ requireTwoFactor: true });
  expect([alone.status, await alone.json()]).toMatchObject([409, { error: { field: 'requireTwoFactor' } }]);
  await enrolSecondFactor(app, cookie);
  expect(await (await patch({ name: 'Beta', requireTwoFactor: true })).json()).toMatchObject({
    name: 'Beta',
    requireTwoFactor: true,
  });
  expect((await send(organization, { params, cookie: member })).status).toBe(403);
  expect((await send(organization, { params, cookie })).status).toBe(200);
  app.advance(600_000);
  expect((await patch({ requireTwoFactor: false })).status).toBe(403);
  expect((await patch({ name: 'Still Beta' })).status).toBe(200);
});

test('a token is told once, works by its scopes until it is revoked or expires, and asks for a fresh password', async () => {
  const { cookie, params, projectId } = await signedIn('gamma');
  const make = (body: object): Promise<Response> => send(makeToken, { method: 'POST', params, body, cookie });
  const expiresAt = new Date(app.runtime.now().getTime() + 3_600_000).toISOString();
  const { token, item } = (await (await make({ name: 'ci', scopes: ['read'], expiresAt })).json()) as NewApiTokenAnswer;
  expect(item).toMatchObject({ name: 'ci', scopes: ['read'], createdBy: 'owner', expiresAt, revokedAt: null });
  const look = (text: string): Promise<Response> =>
    send(project, { params: { projectId: String(projectId) }, token: text });
  expect((await look(token)).status).toBe(200);
  const listed = (await (await send(tokens, { params, cookie })).json()) as ApiTokensAnswer;
  expect(listed.tokens.map(({ name }) => name)).toEqual(['ci', 'bootstrap']);
  expect(listed.tokens[0]?.lastUsedAt).not.toBeNull();
  expect(JSON.stringify(listed)).not.toContain(token);

  const both = (await (await make({ name: 'both', scopes: ['write', 'read'] })).json()) as NewApiTokenAnswer;
  expect(both.item).toMatchObject({ scopes: ['read', 'write'], expiresAt: null });
  const end = (tokenId: string): Promise<Response> =>
    send(revoke, { method: 'DELETE', params: { ...params, tokenId }, cookie });
  const once = await (await end(both.item.id)).text();
  expect(await (await end(both.item.id)).text()).toBe(once);
  expect((await look(both.token)).status).toBe(401);
  app.advance(3_600_000);
  expect((await look(token)).status).toBe(401);
  expect((await make({ name: 'late', scopes: ['read'] })).status).toBe(403);
});

test.each([
  [{ name: ' ', scopes: ['read'] }, 'name'],
  [{ name: 'x', scopes: [] }, 'scopes'],
  [{ name: 'x', scopes: ['read'], expiresAt: '2020-01-01T00:00:00Z' }, 'expiresAt'],
  [{ name: 'x', scopes: ['read'], expiresAt: 'tomorrow' }, 'expiresAt'],
])('a token as %j is refused at the field', async (body, field) => {
  const { cookie, params } = await signedIn(`delta-${Math.random()}`);
  const answer = await send(makeToken, { method: 'POST', params, body, cookie });
  expect([answer.status, await answer.json()]).toMatchObject([400, { error: { field } }]);
});
