import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as mailboxDoor from '../../../app/api/v1/mailbox/route';
import * as channelDoor from '../../../app/api/v1/projects/[projectId]/channels/[channelId]/route';
import * as secretDoor from '../../../app/api/v1/projects/[projectId]/channels/[channelId]/secret/route';
import * as testDoor from '../../../app/api/v1/projects/[projectId]/channels/[channelId]/test/route';
import * as channelsDoor from '../../../app/api/v1/projects/[projectId]/channels/route';
import * as resendDoor from '../../../app/api/v1/projects/[projectId]/deliveries/[deliveryId]/resend/route';
import * as deliveriesDoor from '../../../app/api/v1/projects/[projectId]/deliveries/route';
import type { RouteHandler } from '../../../lib/http';
import { hashAccessKey, makeApiToken } from '../../../lib/storage';
import { createDeliverer, enqueue } from './deliverer';
import { createWorld, SECRET } from './seed';
import type { World } from './seed';

let world: World;
let token: string;

async function makeToken(scopes: string[]): Promise<string> {
  const text = makeApiToken();
  await world.storage.query(
    `insert into api_token (id, organization_id, name, hint, hash, scopes) values ($1, $2, 'script', '…', $3, $4)`,
    [randomUUID(), world.organizationId, hashAccessKey(text), scopes],
  );
  return text;
}

interface Asked {
  params?: Record<string, string>;
  query?: string;
  body?: unknown;
  as?: string;
}

/** Asks a door as a script does, with an API token. */
async function ask(door: RouteHandler, { params = {}, query = '', body, as = token }: Asked) {
  const request = new Request(`http://localhost/api${query}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const all = { projectId: String(world.projectId), ...params };
  const response = await door(request, { params: Promise.resolve(all) });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}

beforeAll(async () => {
  world = await createWorld();
  const env = { url: 'http://localhost', secret: SECRET, smtpUrl: null, mailFrom: '', outboundAllow: [] };
  Reflect.set(globalThis, Symbol.for('callwatch'), {
    env,
    storage: world.storage,
    auth: {},
    log: { error: () => undefined, warn: () => undefined, info: () => undefined },
    version: '0',
    now: () => world.clock.now(),
  });
  token = await makeToken(['read', 'write']);
});

afterAll(async () => {
  Reflect.deleteProperty(globalThis, Symbol.for('callwatch'));
  await world.close();
});

it('a script makes channels, tests one, reads the ledger and sends again', async () => {
  const hook = await ask(channelsDoor.POST, { body: { kind: 'webhook', url: 'https://1.1.1.1/in' } });
  expect(hook).toEqual({ status: 200, body: { id: expect.any(String), secret: expect.stringMatching(/^whsec_/) } });
  const mail = await ask(channelsDoor.POST, { body: { kind: 'email', to: 'ops@example.com' } });
  expect(mail).toMatchObject({ status: 200, body: { id: expect.any(String) } });
  const listed = await ask(channelsDoor.GET, {});
  expect(listed.body).toMatchObject({ mailbox: true, channels: [{ kind: expect.any(String) }, {}] });

  const hookId = { channelId: hook.body.id };
  const rotated = await ask(secretDoor.POST, { params: hookId, body: {} });
  expect(rotated.body.secret).not.toBe(hook.body.secret);
  expect((await ask(secretDoor.DELETE, { params: hookId, body: {} })).status).toBe(204);
  const off = await ask(channelDoor.PATCH, { params: hookId, body: { enabled: false } });
  expect(off).toEqual({ status: 200, body: { id: hook.body.id } });

  const tested = await ask(testDoor.POST, { params: { channelId: mail.body.id }, body: {} });
  await enqueue(world, { eventId: 1 });
  await createDeliverer(world).deliver();
  const ledger = await ask(deliveriesDoor.GET, { query: '?limit=10' });
  expect(ledger.body.deliveries).toHaveLength(2);
  expect(ledger.body.deliveries).toContainEqual({
    id: tested.body.deliveryId,
    channelId: mail.body.id,
    channelKind: 'email',
    channelName: 'ops@example.com',
    subject: '[shop-api] Test of the channel ops@example.com',
    kind: 'test',
    reopened: false,
    cause: null,
    state: 'sent',
    attempts: [{ at: world.clock.now().toISOString(), status: null, durationMs: expect.any(Number), error: null }],
    createdAt: world.clock.now().toISOString(),
    nextAttemptAt: null,
  });
  const params = { deliveryId: tested.body.deliveryId };
  expect((await ask(resendDoor.POST, { params, body: {} })).status).toBe(200);
  expect((await ask(resendDoor.POST, { params, body: {} })).status).toBe(409);
  expect((await ask(channelDoor.DELETE, { params: hookId, body: {} })).status).toBe(204);
});

it('what is wrong is said at its field', async () => {
  const cases: [unknown, string][] = [
    [{ kind: 'webhook', url: 'http://169.254.169.254/' }, 'url'],
    [{ kind: 'email', to: 'a@example.com, b@example.com' }, 'to'],
    [{ kind: 'webhook' }, 'url'],
    [{ kind: 'pigeon' }, 'kind'],
  ];
  for (const [body, field] of cases) {
    const answer = await ask(channelsDoor.POST, { body });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body.error)).toContain(`"${field}"`);
  }
  expect((await ask(deliveriesDoor.GET, { query: '?limit=1001' })).status).toBe(400);
  expect((await ask(deliveriesDoor.GET, { query: '?state=lost' })).status).toBe(400);
});

it('a token that reads changes nothing, a token sees no mailbox, and other projects do not exist', async () => {
  const reader = await makeToken(['read']);
  const input = { kind: 'email', to: 'x@example.com' };
  expect((await ask(channelsDoor.POST, { body: input, as: reader })).status).toBe(403);
  expect((await ask(channelsDoor.GET, { as: reader })).status).toBe(200);
  expect((await ask(mailboxDoor.GET, {})).status).toBe(403);
  expect((await ask(channelsDoor.GET, { params: { projectId: String(world.projectId + 1) } })).status).toBe(404);
});
