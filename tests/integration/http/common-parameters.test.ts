import { afterAll, beforeAll, expect, test } from 'vitest';
import { GET as alerts } from '../../../app/api/v1/projects/[projectId]/alerts/route';
import { GET as channels } from '../../../app/api/v1/projects/[projectId]/channels/route';
import { GET as deliveries } from '../../../app/api/v1/projects/[projectId]/deliveries/route';
import { GET as endpoints } from '../../../app/api/v1/projects/[projectId]/endpoints/route';
import { POST as createPolicy } from '../../../app/api/v1/projects/[projectId]/rate-policies/route';
import { PATCH as changeRule } from '../../../app/api/v1/projects/[projectId]/rules/[ruleId]/route';
import { GET as rules, POST as createRule } from '../../../app/api/v1/projects/[projectId]/rules/route';
import { GET as views } from '../../../app/api/v1/projects/[projectId]/views/route';
import { GET as projects } from '../../../app/api/v1/projects/route';
import { found, signInAs } from '../../support/members';
import { createTestApp, send, type TestApp } from '../../support/test-app';

const RANGE = 'from=2026-11-26T00:00:00Z&to=2026-11-26T01:00:00Z&';
const lists = [
  ['endpoints', endpoints, RANGE],
  ['rules', rules, ''],
  ['channels', channels, ''],
  ['views', views, ''],
  ['projects', projects, ''],
  ['alerts', alerts, ''],
  ['deliveries', deliveries, ''],
] as const;

let app: TestApp;
let cookie: string;
let made: Awaited<ReturnType<typeof found>>;
beforeAll(async () => {
  app = await createTestApp();
  made = await found(app.runtime, 'acme');
  cookie = await signInAs(made.email);
});
afterAll(() => app.close());

test.each(lists)(
  '%s takes limit, cursor and environment as every list does, and nothing misspelt',
  async (_, GET, range) => {
    // projects stand below an organization, all others below a project
    const params = GET === projects ? {} : { projectId: String(made.projectId) };
    const organization = GET === projects ? `organizationId=${made.organizationId}&` : '';
    const ask = async (query: string) => {
      const answer = await send(GET, { params, cookie, path: `/?${organization}${range}${query}` });
      return [answer.status, await answer.json()];
    };
    expect(await ask('limit=100&environment=production')).toMatchObject([200, { nextCursor: null }]);
    expect(await ask('limit=1001')).toMatchObject([400, { error: { code: 'invalid', field: 'limit' } }]);
    expect(await ask('limits=100')).toMatchObject([400, { error: { code: 'invalid', field: 'limits' } }]);
  },
);

test.each([
  ['rate policies', createPolicy, { name: 'p', limit: 60, windowSeconds: 60, key: 'caller', enpoint: 3 }, 'enpoint'],
  [
    'rules',
    createRule,
    { kind: 'metric', name: 'r', measure: 'calls', condition: { above: 1 }, fourSeconds: 60 },
    'fourSeconds',
  ],
] as const)('a field of a body that is misspelt is refused: %s', async (_, POST, body, field) => {
  const params = { projectId: String(made.projectId) };
  const answer = await send(POST, { params, cookie, method: 'POST', body });
  expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'invalid', field } }]);
});

test('a change of a rule that names what no rule has is refused', async () => {
  const params = { projectId: String(made.projectId) };
  const list = await (await send(rules, { params, cookie })).json();
  const answer = await send(changeRule, {
    params: { ...params, ruleId: String(Object(list).rules[0].id) },
    cookie,
    method: 'PATCH',
    body: { enabld: false },
  });
  expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'invalid', field: 'enabld' } }]);
});
