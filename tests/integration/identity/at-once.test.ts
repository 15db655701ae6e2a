import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { POST as makeChannel } from '../../../app/api/v1/projects/[projectId]/channels/route';
import { POST as makeEnvironment } from '../../../app/api/v1/projects/[projectId]/environments/route';
import { POST as makeRule } from '../../../app/api/v1/projects/[projectId]/rules/route';
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
