import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { SetUpAnswer } from '../../lib/shared';
import { waitFor } from '../support';
import { openInstance, OWNER, sendCalls, type OpenInstance } from '../support/open-instance';
import { cookiesOf } from '../support/test-app';

const CALLS = 40_000;
const BATCH = 10_000;

let instance: OpenInstance;
let cookie: string;

async function setUp(): Promise<SetUpAnswer> {
  const token = new URL(instance.setupUrl).searchParams.get('token');
  const answer = await fetch(`${instance.url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: instance.url },
    body: JSON.stringify({ token, ...OWNER, organization: 'shop', project: 'shop-api' }),
  });
  cookie = cookiesOf(answer);
  return answer.json();
}

beforeAll(async () => {
  instance = await openInstance();
  const { ingestKey } = await setUp();
  for (let sent = 0; sent < CALLS; sent += BATCH) {
    const now = Date.now();
    const calls = Array.from({ length: BATCH }, (_, index) => ({
      finishedAt: new Date(now - index).toISOString(),
      method: 'GET',
      route: '/things/:id',
      path: `/things/${sent + index}/${'x'.repeat(200)}`,
      status: 200,
      durationMs: 1,
    }));
    await sendCalls(instance.url, ingestKey, calls);
  }
});
afterAll(() => instance.close());

function urlOf(format: string): string {
  const range = new URLSearchParams({
    from: new Date(Date.now() - 3_600_000).toISOString(),
    to: new Date(Date.now() + 600_000).toISOString(),
    format,
  });
  return `${instance.url}/api/v1/projects/1/calls/export?${range.toString()}`;
}

/** The head of an export, of which nothing is read. */
function open(): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = get(urlOf('ndjson'), { headers: { cookie } }, resolve).on('error', reject);
    onTestFinished(() => void request.destroy());
  });
}

test('an export comes whole through the server, packed or not, with its name and the number of its calls', async () => {
  for (const encoding of ['gzip', 'identity']) {
    const answer = await fetch(urlOf('csv'), { headers: { cookie, 'accept-encoding': encoding } });
    expect(answer.headers.get('callwatch-calls')).toBe(String(CALLS));
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="shop-api-calls-.*\.csv"$/);
    const lines = (await answer.text()).trimEnd().split('\r\n');
    expect([encoding, lines.length]).toEqual([encoding, CALLS + 1]);
  }
});

test('a reader that stops is waited for, and one that leaves gives its place to another', async () => {
  const [first, second] = [await open(), await open()];
  expect([first.statusCode, second.statusCode, (await open()).statusCode]).toEqual([200, 200, 429]);
  first.destroy();
  const third = await waitFor(async () => {
    const answer = await open();
    return answer.statusCode === 200 && answer;
  });
  expect((await open()).statusCode).toBe(429);
  third.destroy();
  let size = 0;
  for await (const part of second) size += (part as Buffer).length;
  expect(size).toBeGreaterThan(CALLS * 500);
});

test('the head alone of an export tells what it would be, and takes no place', async () => {
  for (let asked = 0; asked < 3; asked++) {
    const { status, headers } = await fetch(urlOf('csv'), { method: 'HEAD', headers: { cookie } });
    expect([status, headers.get('callwatch-calls'), headers.get('content-type')]).toEqual([
      200,
      String(CALLS),
      'text/csv; charset=utf-8',
    ]);
    expect(headers.get('content-disposition')).toContain('shop-api-calls-');
  }
});
