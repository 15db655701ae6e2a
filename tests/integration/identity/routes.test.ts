import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAndStoreApiToken } from '../../../lib/projects';
import { ROLES, type Role } from '../../../lib/shared';
import { foreignIds } from '../../support/foreign-ids';
import { listNativeDoors, listRoutes, type FoundRoute } from '../../support/list-routes';
import { addMember, found, signInAs } from '../../support/members';
import { serveNativeDoors } from '../../support/native-doors';
import { ROUTES, type RouteRule } from '../../support/route-manifest';
import { createTestApp, send, type TestApp } from '../../support/test-app';

type Rule = FoundRoute & { rule: RouteRule };
type Who = { cookie?: string; token?: string };
type Tenant = Awaited<ReturnType<typeof found>>;

let app: TestApp;
let acme: Tenant;
let other: Tenant;
let native: Awaited<ReturnType<typeof serveNativeDoors>>;
let every: FoundRoute[];
let routes: Rule[];
const cookies = new Map<Role, string>();
const tokens = { read: '', write: '' };

async function tokenOf(scope: 'read' | 'write'): Promise<string> {
  const facts = { organizationId: acme.organizationId, name: scope, scopes: [scope], createdBy: null };
  const at = app.runtime.now();
  return (await app.runtime.storage.transaction((tx) => makeAndStoreApiToken(tx, { ...facts, at }))).token;
}

beforeAll(async () => {
  app = await createTestApp();
  native = await serveNativeDoors(app);
  acme = await found(app.runtime, 'acme');
  other = await found(app.runtime, 'other');
  for (const role of ROLES)
    cookies.set(role, await signInAs((await addMember(app.runtime, acme.organizationId, role)).email));
  tokens.read = await tokenOf('read');
  tokens.write = await tokenOf('write');
  every = [...(await listRoutes()), ...listNativeDoors(native.url)];
  routes = every.flatMap((route) => {
    const rule = ROUTES[route.name];
    return rule ? [{ ...route, rule }] : [];
  });
});
afterAll(async () => {
  await native.close();
  await app.close();
});

/** Those that a person signs in for, or a script with an API token. */
const ofPeople = (): Rule[] => routes.filter(({ rule: { auth } }) => auth === 'session' || auth === 'both');
const takenBy = (auth: RouteRule['auth']): Rule[] => routes.filter(({ rule }) => rule.auth === auth);

const paramsIn = (name: string): string[] => [...name.matchAll(/\[([A-Za-z]+)\]/g)].map((match) => match[1] ?? '');

/** Values for every `[name]` of the path: project and organization of the tenant, else an id that nothing has. */
function paramsOf(name: string, tenant: Tenant): Record<string, string> {
  const known: Record<string, string> = {
    projectId: String(tenant.projectId),
    organizationId: tenant.organizationId,
  };
  return Object.fromEntries(paramsIn(name).map((param) => [param, known[param] ?? '1']));
}

const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';

function ask(route: Rule, who: Who, tenant: Tenant, params = paramsOf(route.name, tenant)): Promise<Response> {
  const { method, handler, rule } = route;
  const body = isRead(method) ? {} : { body: rule.body ?? {} };
  const path = `/?${new URLSearchParams(rule.query).toString()}`;
  return send(handler, { method, path, params, ...body, ...who });
}

const as = (role: Role): Who => ({ cookie: cookies.get(role) ?? '' });
const atLeast = (role: Role, least: Role): boolean => ROLES.indexOf(role) <= ROLES.indexOf(least);

/** `let in`, whatever came of it then; else the status that refused it or broke. */
const outcomeOf = (status: number): number | string =>
  [401, 403].includes(status) || status >= 500 ? status : 'let in';

test('every route stands in tests/support/route-manifest.ts, and nothing else does', () => {
  expect(every.map(({ name }) => name).sort()).toEqual(Object.keys(ROUTES).sort());
});

test('lets nobody in without a session or token, and no false one', async () => {
  for (const route of ofPeople()) {
    const cookie = 'callwatch.session_token=abc.def; callwatch.second_factor=abc';
    const answers = [await ask(route, {}, acme), await ask(route, { cookie }, acme)];
    answers.push(await ask(route, { token: 'cwt_0' }, acme), await ask(route, { token: acme.ingestKey }, acme));
    expect([route.name, ...answers.map(({ status }) => status)]).toEqual([route.name, 401, 401, 401, 401]);
  }
});

test('lets calls in with an ingest key that is good, and with nothing else', async () => {
  const { storage } = app.runtime;
  const gone = await found(app.runtime, 'gone');
  await storage.query('update ingest_key set revoked_at = now() where project_id = $1', [gone.projectId]);
  const strangers: Who[] = [{}, as('owner'), ...[acme.apiToken, 'cwk_0', gone.ingestKey].map((token) => ({ token }))];
  const doors = takenBy('key');
  expect(doors.length).toBeGreaterThan(2);
  for (const door of doors) {
    const refused = await Promise.all(strangers.map((who) => ask(door, who, acme)));
    const { status } = await ask(door, { token: other.ingestKey }, acme);
    const told = [door.name, ...refused.map((answer) => answer.status), status < 300];
    expect(told).toEqual([door.name, 401, 401, 401, 401, 401, true]);
  }
  const { rows } = await storage.query('select distinct project_id from call');
  expect(rows).toEqual([{ project_id: other.projectId }]);
});

test('tells its metrics to the machine itself, and beyond it to API tokens alone', async () => {
  for (const { name, handler } of takenBy('near')) {
    const from = { headers: { 'x-forwarded-for': '203.0.113.9' } };
    const answers = [await send(handler, {}), await send(handler, { ...from, token: acme.apiToken })];
    for (const who of [{}, as('owner'), { token: acme.ingestKey }])
      answers.push(await send(handler, { ...from, ...who }));
    expect([name, ...answers.map(({ status }) => status)]).toEqual([name, 200, 200, 401, 401, 401]);
  }
});

test('does not find what is of another organization, whatever the role', async () => {
  const inPath = routes.filter(({ name }) => /\[(projectId|organizationId)\]/.test(name));
  expect(inPath.length).toBeGreaterThan(30);
  for (const route of inPath) {
    const bySession = await ask(route, as('owner'), other);
    expect([route.name, bySession.status]).toEqual([route.name, 404]);
    const byToken = await ask(route, { token: acme.apiToken }, other);
    expect([route.name, byToken.status]).toEqual([route.name, route.rule.auth === 'both' ? 404 : 401]);
  }
});

test('does not find what is inside another organization through a path of the own one, and leaves it as it is', async () => {
  const { ids, snapshot } = await foreignIds(app.runtime, other);
  const named = new Set(routes.flatMap(({ name }) => paramsIn(name)));
  expect([...named].filter((param) => !(param in ids)).sort()).toEqual(['organizationId', 'projectId']);
  const inside = routes.filter(({ name }) => paramsIn(name).some((param) => param in ids));
  const before = await snapshot();
  for (const route of inside) {
    const own = paramsOf(route.name, acme);
    const params = Object.fromEntries(Object.entries(own).map(([name, value]) => [name, ids[name] ?? value]));
    const answer = await ask(route, as('owner'), acme, params);
    expect([route.name, answer.status]).toEqual([route.name, 404]);
  }
  expect(await snapshot()).toEqual(before);
});

describe('each route', () => {
  test('refuses every role below its own', async () => {
    for (const route of routes.filter(({ rule }) => rule.role !== null)) {
      const least = route.rule.role;
      const below = ROLES.filter((role) => least === 'instance' || least === null || !atLeast(role, least));
      for (const role of below) {
        const answer = await ask(route, as(role), acme);
        expect([route.name, role, answer.status]).toEqual([route.name, role, 403]);
      }
    }
  });

  test('lets in every role from its own up', async () => {
    for (const route of routes.filter(({ rule }) => !rule.ends)) {
      const least = route.rule.role;
      if (least === null || least === 'instance') continue;
      for (const role of ROLES.filter((one) => atLeast(one, least))) {
        const { status } = await ask(route, as(role), acme);
        expect([route.name, role, outcomeOf(status)]).toEqual([route.name, role, 'let in']);
      }
    }
  });

  test('takes tokens by scope: read as a viewer, write as an admin, neither for people and tokens', async () => {
    for (const route of ofPeople().filter(({ rule }) => !rule.ends)) {
      const { auth, role } = route.rule;
      const allowed = (least: Role): boolean =>
        auth === 'both' && role !== null && role !== 'instance' && atLeast(least, role);
      for (const [scope, like] of [
        ['read', 'viewer'],
        ['write', 'admin'],
      ] as const) {
        const { status } = await ask(route, { token: tokens[scope] }, acme);
        const expected = auth === 'session' ? 401 : allowed(like) ? 'let in' : 403;
        expect([route.name, scope, outcomeOf(status)]).toEqual([route.name, scope, expected]);
      }
    }
  });

  test('refuses a change by session from another site', async () => {
    for (const route of routes.filter(({ method, rule }) => !isRead(method) && rule.auth !== 'key')) {
      const { method, handler, rule, name } = route;
      const params = name.includes('[...all]') ? { all: ['sign-in', 'email'] } : paramsOf(name, acme);
      const request = { method, params, ...as('owner'), body: rule.body ?? {}, origin: 'https://evil.test' };
      expect([name, (await send(handler, request)).status]).toEqual([name, 403]);
    }
  });

  test('that anybody can try is limited in the database', async () => {
    const { storage } = app.runtime;
    for (const route of routes.filter(({ rule, name }) => rule.limited && !name.includes('[...all]'))) {
      await storage.query('delete from rate_limit');
      const clientAddress = `2001:db8::${randomUUID().slice(0, 4)}`;
      const { method, handler, rule } = route;
      await send(handler, { method, body: rule.body ?? {}, clientAddress, ...as('owner') });
      const { rows } = await storage.query<{ count: number }>('select sum(count)::int as count from rate_limit');
      expect([route.name, rows[0]?.count ?? 0]).not.toEqual([route.name, 0]);
    }
  });
});
