import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROLES, type Role } from '../../../lib/shared';
import { listRoutes, type FoundRoute } from '../../support/list-routes';
import { addMember, found, signInAs } from '../../support/members';
import { ROUTES, type RouteRule } from '../../support/route-manifest';
import { createTestApp, send, type TestApp } from '../../support/test-app';

let app: TestApp;
let acme: Awaited<ReturnType<typeof found>>;
let other: Awaited<ReturnType<typeof found>>;
let routes: (FoundRoute & { rule: RouteRule })[];
const cookies = new Map<Role, string>();

beforeAll(async () => {
  app = await createTestApp();
  acme = await found(app.runtime, 'acme');
  other = await found(app.runtime, 'other');
  for (const role of ROLES)
    cookies.set(role, await signInAs((await addMember(app.runtime, acme.organizationId, role)).email));
  routes = (await listRoutes()).flatMap((route) => {
    const rule = ROUTES[route.name];
    return rule ? [{ ...route, rule }] : [];
  });
});
afterAll(() => app.close());

/** Values for every `[name]` of the path: the project's id, else one that nothing has. */
function paramsOf(name: string, projectId: number): Record<string, string> {
  const names = [...name.matchAll(/\[([A-Za-z]+)\]/g)].map((match) => match[1] ?? '');
  return Object.fromEntries(names.map((param) => [param, param === 'projectId' ? String(projectId) : '1']));
}

function ask(
  route: FoundRoute & { rule: RouteRule },
  who: { cookie?: string; token?: string },
  projectId: number,
): Promise<Response> {
  const { method, handler, rule, name } = route;
  const body = method === 'GET' ? {} : { body: rule.body ?? {} };
  return send(handler, { method, params: paramsOf(name, projectId), ...body, ...who });
}

test('stands in tests/support/route-manifest.ts, and nothing else does', async () => {
  expect((await listRoutes()).map(({ name }) => name).sort()).toEqual(Object.keys(ROUTES).sort());
});

test('lets nobody in without a session or token, and no false one', async () => {
  for (const route of routes.filter(({ rule }) => rule.auth !== 'public')) {
    const cookie = 'callwatch.session_token=abc.def';
    const answers = [await ask(route, {}, acme.projectId), await ask(route, { cookie }, acme.projectId)];
    answers.push(
      await ask(route, { token: 'cwt_0' }, acme.projectId),
      await ask(route, { token: acme.ingestKey }, acme.projectId),
    );
    expect([route.name, ...answers.map(({ status }) => status)]).toEqual([route.name, 401, 401, 401, 401]);
  }
});

test('does not find a project of another organization, whatever the role', async () => {
  for (const route of routes.filter(({ rule }) => rule.tenant === 'project')) {
    const bySession = await ask(route, { cookie: cookies.get('owner') ?? '' }, other.projectId);
    const byToken = await ask(route, { token: acme.apiToken }, other.projectId);
    expect([route.name, bySession.status, byToken.status]).toEqual([route.name, 404, 404]);
  }
});

test('refuses every role below its own', async () => {
  for (const route of routes.filter(({ rule }) => rule.role !== null)) {
    const least = route.rule.role;
    const below = least === 'instance' ? [...ROLES] : ROLES.slice(ROLES.findIndex((role) => role === least) + 1);
    for (const role of below) {
      const answer = await ask(route, { cookie: cookies.get(role) ?? '' }, acme.projectId);
      expect([route.name, role, answer.status]).toEqual([route.name, role, 403]);
    }
  }
});

test('refuses a change by session from another site', async () => {
  for (const route of routes.filter(({ method }) => method !== 'GET')) {
    const { method, handler, rule, name } = route;
    const params = name.includes('[...all]') ? { all: ['sign-in', 'email'] } : paramsOf(name, acme.projectId);
    const cookie = cookies.get('owner') ?? '';
    const answer = await send(handler, {
      method,
      params,
      cookie,
      body: rule.body ?? {},
      origin: 'https://evil.test',
    });
    expect([route.name, answer.status]).toEqual([route.name, 403]);
  }
});
