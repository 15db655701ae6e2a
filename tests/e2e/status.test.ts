import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InstanceStatusAnswer } from '../../lib/shared';
import { waitFor } from '../support';
import { OWNER } from '../support/open-instance';
import { openShop } from '../support/open-shop';
import { violationsOf } from '../support/violations';

const CANARY = 'cAnArY7f3a91';

let shop: Awaited<ReturnType<typeof openShop>>;
let page: Page;

beforeAll(async () => {
  shop = await openShop({ CALLWATCH_LOG_LEVEL: 'debug' });
  ({ page } = shop);
});
afterAll(() => shop.close());

const serverLog = (): Record<string, unknown>[] =>
  readFileSync(path.join(shop.dataDir, 'server.log'), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line): Record<string, unknown> => Object(JSON.parse(line)));

const read = async (): Promise<InstanceStatusAnswer> => (await page.request.get('/api/v1/status')).json();

test('the status is reached from the foot of a project and finds nothing wrong, by what the processes say', async () => {
  const status = await waitFor(
    async () => {
      const answer = await read();
      return answer.problems.every(({ code }) => code === 'process_slow') && answer; // the machine of the tests may be busy
    },
    { timeoutMs: 60_000, what: 'an instance that is well' },
  );
  expect(status.processes.map(({ roles }) => roles.join()).sort()).toEqual(['web,ingest', 'worker']);
  expect(status.disk?.freeBytes).toBeGreaterThan(0);
  await page.goto('/projects/1');
  await page.getByRole('link', { name: 'Status of this server' }).click();
  await page.getByRole('heading', { level: 1, name: 'Status' }).waitFor();
  await page.getByRole('heading', { name: /^(All is well|\d problems?)/ }).waitFor();
  const processes = page.getByRole('table', { name: 'Processes' });
  await processes.getByText('web, ingest').waitFor();
  await processes.getByText('worker', { exact: true }).waitFor();
  await page.getByRole('table', { name: 'Loops of the worker' }).getByText('sends messages').waitFor();
  expect(await violationsOf(page)).toEqual([]);
  expect(shop.complaints).toEqual([]);
});

test('a phone shows of each process what wider windows do', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/status');
  const processes = page.getByRole('table', { name: 'Processes' });
  const taking = /^Memory .+, late by .+, connections \d+ of \d+ busy.*, kept for ingest \d+ of \d+ busy/;
  await processes.getByText(taking).waitFor();
  await page.setViewportSize({ width: 1440, height: 900 });
  await processes.getByText(taking).waitFor({ state: 'hidden' });
  await processes.getByRole('columnheader', { name: 'Kept for ingest' }).waitFor();
});

test('a status that cannot be read says why and can be tried again', async () => {
  await page.route('**/api/v1/status', (route) =>
    route.fulfill({
      status: 500,
      json: { error: { code: 'internal', message: 'something went wrong on our side', requestId: 'x' } },
    }),
  );
  await page.goto('/status');
  await page.getByText('The status could not be read.').waitFor();
  await page.unroute('**/api/v1/status');
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('heading', { name: /^(All is well|\d problems?)/ }).waitFor();
  shop.complaints.length = 0;
});

test('every answer of API and pages carries the id of its line in the log', async () => {
  const answers = [
    await page.request.get('/api/v1/me'),
    await page.request.get('/api/v1/projects/999/status'),
    await page.request.patch('/api/v1/account', { data: { name: '' }, headers: { origin: shop.url } }),
    await page.request.get('/api/v1/nowhere'),
    await page.request.get('/projects/1'),
    await page.request.get('/no-such-page'),
  ];
  for (const answer of answers) {
    const id = answer.headers()['x-request-id'];
    expect(id).toMatch(/^[0-9a-f-]{36}$/);
    const line = await waitFor(() => serverLog().find(({ requestId, msg }) => requestId === id && msg === 'request'));
    expect(line['status']).toBe(String(answer.status()));
    if (answer.url().includes('/api/') && !answer.ok()) expect((await answer.json()).error.requestId).toBe(id);
  }
});

test('no secret that people and scripts send comes into the logs', async () => {
  const stranger = await shop.browser.newContext({ baseURL: shop.url });
  const { request } = stranger;
  const secret = (name: string): string => `${name}${CANARY}`;
  const headers = { origin: shop.url, cookie: `callwatch.session_token=${secret('cookie')}` };
  const post = (at: string, data: object): Promise<unknown> => request.post(at, { data, headers });
  await post('/api/auth/sign-in/email', { email: OWNER.email, password: secret('password') });
  await post('/api/v1/setup', {
    token: secret('setup'),
    ...OWNER,
    password: secret('new'),
    organization: 'x',
    project: 'y',
  });
  await post('/api/v1/password-reset/confirm', { token: secret('reset'), password: secret('again') });
  await post('/api/v1/invitations/open', { token: secret('invitation') });
  await request.get('/api/v1/projects', { headers: { authorization: `Bearer ${secret('bearer')}` } });
  for (const at of ['setup', 'reset-password', 'invitation', 'sign-in'])
    await request.get(`/${at}?token=${secret(at)}&next=${secret('next')}`);
  const last = await request.post('/api/v1/setup', { data: `{"token": "${secret('json')}`, headers });
  await waitFor(() => serverLog().some(({ requestId }) => requestId === last.headers()['x-request-id']));
  for (const file of ['server.log', 'worker.log']) {
    const text = readFileSync(path.join(shop.dataDir, file), 'utf8');
    expect(text).not.toContain(CANARY);
    for (const known of [OWNER.password, new URL(shop.setupUrl).searchParams.get('token')])
      expect(text).not.toContain(known);
  }
  await stranger.close();
});
