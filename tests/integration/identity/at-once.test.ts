import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { POST as makeOrganization } from '../../../app/api/v1/organizations/route';
import {
  DELETE as endChannel,
  PATCH as changeChannel,
} from '../../../app/api/v1/projects/[projectId]/channels/[channelId]/route';
import { POST as testChannel } from '../../../app/api/v1/projects/[projectId]/channels/[channelId]/test/route';
import { POST as makeChannel } from '../../../app/api/v1/projects/[projectId]/channels/route';
import { POST as mergeInto } from '../../../app/api/v1/projects/[projectId]/endpoints/[endpointId]/merge/route';
import { POST as makeEnvironment } from '../../../app/api/v1/projects/[projectId]/environments/route';
import { POST as makeRule } from '../../../app/api/v1/projects/[projectId]/rules/route';
import { POST as makeProject } from '../../../app/api/v1/projects/route';
import type { RouteHandler } from '../../../lib/http';
import { found, signInAs } from '../../support/members';
import { createTestApp, send, type TestApp } from '../../support/test-app';

let app: TestApp;
let cookie: string;
let projectId: number;
let params: Record<string, string>;
beforeAll(async () => {
  app = await createTestApp();
  const made = await found(app.runtime, 'alpha');
  cookie = await signInAs(made.email);
  projectId = made.projectId;
  params = { projectId: String(projectId) };
});
afterAll(() => app.close());

const post = (door: RouteHandler, body: object): Promise<Response> =>
  send(door, { method: 'POST', params, body, cookie });

/** Statuses of requests that were sent at once, sorted. */
async function statusesOf(requests: Promise<Response>[]): Promise<number[]> {
  return (await Promise.all(requests)).map(({ status }) => status).sort((a, b) => a - b);
}

const times = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));

/** Answers to requests of one name that were sent at once. */
async function slugsOf(door: RouteHandler, count: number): Promise<string[]> {
  const answers = await Promise.all(times(count, () => post(door, { name: 'Twice' })));
  expect(answers.map(({ status }) => status)).toEqual(Array<number>(count).fill(200));
  const made = (await Promise.all(answers.map((answer) => answer.json()))) as { slug: string }[];
  return made.map(({ slug }) => slug).sort();
}

test('projects and organizations of one name at the same moment get slugs of their own', async () => {
  const slugs = ['twice', 'twice-2', 'twice-3', 'twice-4', 'twice-5', 'twice-6'];
  expect(await slugsOf(makeProject, 6)).toEqual(slugs);
  expect(await slugsOf(makeOrganization, 4)).toEqual(slugs.slice(0, 4));
});

test('an environment that is asked for twice at the same moment is made once', async () => {
  const answers = times(6, () => post(makeEnvironment, { slug: 'staging' }));
  expect(await statusesOf(answers)).toEqual([200, 409, 409, 409, 409, 409]);
});

test('a channel is deleted once, whatever else is done to it at the same moment', async () => {
  for (let round = 0; round < 5; round += 1) {
    const made = await post(makeChannel, { kind: 'email', to: 'ops@example.com' });
    const { id: channelId } = (await made.json()) as { id: string };
    const of = { params: { ...params, channelId }, cookie };
    const deletions = times(6, () => send(endChannel, { method: 'DELETE', ...of }));
    const others = [
      send(changeChannel, { method: 'PATCH', body: { name: 'pager' }, ...of }),
      send(testChannel, { method: 'POST', body: {}, ...of }),
    ];
    expect(await statusesOf(deletions)).toEqual([204, 404, 404, 404, 404, 404]);
    for (const status of await statusesOf(others)) expect([200, 404]).toContain(status);
  }
});

test('of two merges that cross, one is done and the other refused', async () => {
  const { storage } = app.runtime;
  const merge = (into: number, endpoint: number): Promise<Response> =>
    send(mergeInto, {
      method: 'POST',
      params: { ...params, endpointId: String(into) },
      body: { endpoints: [endpoint] },
      cookie,
    });
  for (let id = 100; id < 120; id += 2) {
    await storage.query(
      `insert into endpoint (project_id, id, method, route)
       select $1, n, 'GET', '/crossing/' || n from generate_series($2::int, $2::int + 1) n`,
      [projectId, id],
    );
    expect(await statusesOf([merge(id, id + 1), merge(id + 1, id)])).toEqual([200, 409]);
  }
});

test('a project has at most 20 environments, 200 rules and 100 channels, however many are asked for at once', async () => {
  const { prisma } = app.runtime.storage;
  const room = { environments: 20 - (await prisma.environment.count({ where: { projectId } })) };
  const environments = times(room.environments + 4, (index) => post(makeEnvironment, { slug: `preview-${index}` }));
  expect(await statusesOf(environments)).toEqual([...Array<number>(room.environments).fill(200), 422, 422, 422, 422]);

  const rule = { kind: 'metric', name: 'Errors', measure: 'errors', condition: { above: 5 } };
  const rules = 198 - (await prisma.rule.count({ where: { projectId } }));
  const { kind, name } = rule;
  await prisma.rule.createMany({
    data: times(rules, () => ({ id: randomUUID(), projectId, kind, name, definition: {}, channels: [] })),
  });
  expect(await statusesOf(times(6, () => post(makeRule, rule)))).toEqual([200, 200, 409, 409, 409, 409]);

  const channels = 98 - (await prisma.channel.count({ where: { projectId } }));
  const channel = { projectId, kind: 'email', name: 'ops', config: { to: 'ops@example.com' } };
  await prisma.channel.createMany({ data: times(channels, () => ({ ...channel, id: randomUUID() })) });
  const body = { kind: 'email', to: 'ops@example.com' };
  expect(await statusesOf(times(6, () => post(makeChannel, body)))).toEqual([200, 200, 409, 409, 409, 409]);
  const refused = await post(makeChannel, body);
  expect(await refused.json()).toMatchObject({ error: { message: 'a project has at most 100 channels' } });
});
