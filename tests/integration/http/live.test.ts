import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createLiveDoor, EventStreams, LiveHub } from '../../../lib/http';
import { NO_PROJECT } from '../../../lib/storage';
import { bootstrapProject } from '../ingest/harness';
import { createTestApp } from '../../support/test-app';
import { waitFor } from '../../support';

/** The door of live streams over HTTP, and a reader of its events. */
async function startLive() {
  const app = await createTestApp();
  const streams = new EventStreams(() => undefined);
  const hub = new LiveHub(streams);
  const door = createLiveDoor({ runtime: app.runtime, hub });
  const handled: Promise<void>[] = [];
  const admin = { holder: 'user/admin', instanceAdmin: true, stillAllowed: () => Promise.resolve(true) };
  const server = createServer((req, res) => {
    if (req.headers['x-admin']) return void hub.open({ ...admin, projectId: made.projectId, response: res });
    handled.push(door(req, res, /\d+/.exec(req.url ?? '')?.[0] ?? ''));
    if (req.headers['x-leaves']) req.socket.destroy(); // before it is known who asks
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const made = await bootstrapProject(app.runtime.storage);
  const ends: AbortController[] = [];
  onTestFinished(async () => {
    for (const end of ends) end.abort();
    streams.close();
    server.closeAllConnections();
    server.close();
    await app.close();
  });
  async function open(projectId = made.projectId, token = made.apiToken, more: Record<string, string> = {}) {
    const end = new AbortController();
    ends.push(end);
    const response = await fetch(`${url}/${projectId}`, {
      headers: { authorization: `Bearer ${token}`, ...more },
      signal: end.signal,
    });
    const heard = { text: '', ended: false };
    if (response.status === 200) void read(response, heard);
    return { status: response.status, heard, leave: () => end.abort() };
  }
  /** Asks for a stream and is gone before it is there; over when the server is done with it. */
  async function openAndLeave(): Promise<void> {
    const headers = { authorization: `Bearer ${made.apiToken}`, 'x-leaves': 'yes' };
    await expect(fetch(`${url}/${made.projectId}`, { headers })).rejects.toThrow();
    await Promise.all(handled);
  }
  const ask = (query: string) =>
    fetch(`${url}/${made.projectId}?${query}`, { headers: { authorization: `Bearer ${made.apiToken}` } });
  return { ...made, storage: app.runtime.storage, hub, streams, open, openAndLeave, ask };
}

async function read(response: Response, heard: { text: string; ended: boolean }): Promise<void> {
  const decoder = new TextDecoder();
  try {
    for await (const chunk of response.body ?? []) heard.text += decoder.decode(chunk, { stream: true });
  } catch {
    // the test left
  }
  heard.ended = true;
}

it('passes hints of its own project on, and of no other', async () => {
  const live = await startLive();
  const { status, heard } = await live.open();
  expect(status).toBe(200);
  const at = new Date('2026-11-24T12:00:00Z');
  live.hub.publish({ topic: 'incidents', projectIds: [live.projectId + 1] }, at);
  live.hub.publish({ topic: 'calls', projectIds: [live.projectId] }, at);
  await waitFor(() => heard.text.includes('data:'));
  expect(heard.text).toContain('data: {"topic":"calls","at":"2026-11-24T12:00:00.000Z"}\n\n');
  expect(heard.text).not.toContain('incidents');
});

it('passes hints of the instance itself, such as mail to somebody who may have an account, on to its administrators alone', async () => {
  const live = await startLive();
  const [{ heard }, admin] = [await live.open(), await live.open(live.projectId, live.apiToken, { 'x-admin': 'yes' })];
  const at = new Date('2026-11-24T12:00:00Z');
  for (const topic of ['outbox', 'mailbox'] as const) live.hub.publish({ topic, projectIds: [NO_PROJECT] }, at);
  live.hub.publish({ topic: 'calls', projectIds: [live.projectId] }, at);
  await waitFor(() => heard.text.includes('"topic":"calls"') && admin.heard.text.includes('"topic":"calls"'));
  const topics = (text: string) => [...text.matchAll(/"topic":"(\w+)"/g)].map(([, topic]) => topic);
  expect([topics(heard.text), topics(admin.heard.text)]).toEqual([['calls'], ['outbox', 'mailbox', 'calls']]);
});

it('passes a hint of each topic on after some were missed', async () => {
  const live = await startLive();
  const { heard } = await live.open();
  live.hub.publishAll(new Date('2026-11-24T12:00:00Z'));
  await waitFor(() => heard.text.includes('settings'));
  const topics = [...heard.text.matchAll(/"topic":"(\w+)"/g)].map(([, topic]) => topic);
  expect(topics).toEqual(['calls', 'rates', 'incidents', 'alerts', 'deliveries', 'outbox', 'mailbox', 'settings']);
});

it('refuses strangers, and does not tell foreign projects from missing ones', async () => {
  const live = await startLive();
  expect((await live.open(live.projectId, 'cwt_wrong')).status).toBe(401);
  expect((await live.open(live.projectId, live.ingestKey)).status).toBe(401);
  expect((await live.open(live.projectId + 1)).status).toBe(404);
});

it('lets each holder have four streams, and a fifth when one is left', async () => {
  const live = await startLive();
  const streams = await Promise.all([live.open(), live.open(), live.open(), live.open()]);
  expect(streams.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  expect((await live.open()).status).toBe(429);
  streams[0]?.leave();
  await waitFor(async () => (await live.open()).status === 200);
});

it('holds no stream of whoever left before it was there', async () => {
  const live = await startLive();
  for (let pages = 0; pages < 5; pages += 1) await live.openAndLeave();
  const streams = await Promise.all([live.open(), live.open(), live.open(), live.open()]);
  expect(streams.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
});

it('ends within five seconds of a revocation, and at once when the server stops', async () => {
  const live = await startLive();
  const revoked = await live.open();
  await live.storage.query('update api_token set revoked_at = now()');
  await waitFor(() => revoked.heard.ended, { timeoutMs: 6_000, what: 'the end of the stream' });
  await live.storage.query('update api_token set revoked_at = null');
  const open = await live.open();
  live.streams.close();
  await waitFor(() => open.heard.ended);
});

it('refuses parameters, of which it knows none, by name', async () => {
  const live = await startLive();
  const answer = await live.ask('topic=incidents');
  expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 'invalid', field: 'topic' } }]);
});
