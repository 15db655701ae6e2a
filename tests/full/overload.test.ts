import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { IN_FLIGHT_BYTES } from '../../lib/ingest/limits';
import { SECRET, wireBatch } from '../integration/ingest/harness';
import { startCallwatch, waitFor } from '../support';
import { temporaryDataFolder } from '../support/data-folder';
import { makeKey } from '../support/instance-calls';
import { residentBytes, serverOf } from '../support/processes';
import type { Asked } from './watch-health';

const OVERLOAD_MS = Number(process.env.OVERLOAD_MS ?? 60_000);
/** Ten times what is promised of a machine that does nothing else: this one sends all of the load, too. */
const HEALTHZ_P99_MS = 1_000;
const BODY_BYTES = 9 << 20;
const SENDERS = Math.ceil((10 * IN_FLIGHT_BYTES) / BODY_BYTES);
const PROJECTS = 3;

interface Told {
  status: number;
  retryAfter: string | undefined;
}

/** A batch of nearly the largest size, as bytes that are sent again and again: the same one is a repeat and stored once. */
function largeBody(): Buffer {
  const calls = 10_000;
  const paths = Array.from({ length: calls }, (_, at) => `/things/${at}/${'x'.repeat(850)}`);
  const batch = wireBatch(calls);
  batch.dict.paths = paths;
  batch.calls.path = paths.map((_, at) => at);
  return Buffer.from(JSON.stringify(batch));
}

/** Null when the connection was cut, which a sender that goes on after its answer must bear. */
function post(url: string, { key, body, agent }: { key: string; body: Buffer; agent: Agent }): Promise<Told | null> {
  return new Promise((resolve) => {
    const headers = { authorization: `Bearer ${key}`, 'content-length': body.length };
    const outgoing = request(`${url}/api/v1/calls`, { method: 'POST', headers, agent }, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
    });
    outgoing.on('error', () => resolve(null));
    outgoing.end(body);
  });
}

function watchHealth(url: string): { stop(): Promise<Asked[]> } {
  const child = fork(path.join(import.meta.dirname, 'watch-health.ts'), { execArgv: ['--import', 'tsx'] });
  onTestFinished(() => void child.kill());
  child.send(url);
  const stop = async (): Promise<Asked[]> => {
    child.send('stop');
    const [asked]: Asked[][] = await once(child, 'message');
    return asked ?? [];
  };
  return { stop };
}

function quantile(values: readonly number[], of: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(of * sorted.length))] ?? Number.NaN;
}

test('ten times the bytes that may be in flight: 202, 429 or 503 with Retry-After, alive all the while, memory flat', async () => {
  const dataDir = temporaryDataFolder();
  const { url, stop } = await startCallwatch({ dataDir, env: { CALLWATCH_ROLES: 'ingest', CALLWATCH_SECRET: SECRET } });
  onTestFinished(stop);
  const keys = await Promise.all(Array.from({ length: PROJECTS }, (_, at) => makeKey(dataDir, `p${at}`)));
  const body = largeBody();
  expect(body.length).toBeGreaterThan(0.9 * BODY_BYTES);
  const agent = new Agent({ keepAlive: true, maxSockets: SENDERS });
  const pid = serverOf(dataDir);
  const told: Told[] = [];
  const health = watchHealth(url);
  const resident = { first: 0, second: 0 };
  const endsAt = performance.now() + OVERLOAD_MS;
  const going = (): boolean => performance.now() < endsAt;

  const senders = Array.from({ length: SENDERS }, async (_, at) => {
    while (going()) {
      const answer = await post(url, { key: keys[at % PROJECTS] ?? '', body, agent });
      if (answer) told.push(answer);
    }
  });
  const watcher = (async () => {
    while (going()) {
      await pause(100);
      const half = endsAt - performance.now() > OVERLOAD_MS / 2 ? 'first' : 'second';
      resident[half] = Math.max(resident[half], residentBytes(pid));
    }
  })();
  await Promise.all([...senders, watcher]);
  agent.destroy();
  const asked = await health.stop();

  const statuses = new Set(told.map(({ status }) => status));
  expect([...statuses].filter((status) => ![202, 429, 503].includes(status))).toEqual([]);
  expect(statuses).toContain(202);
  expect(statuses).toContain(503);
  const refused = told.filter(({ status }) => status !== 202);
  expect(refused.filter(({ retryAfter }) => !/^[1-5]$/.test(retryAfter ?? ''))).toEqual([]);
  expect(new Set(asked.map(({ status }) => status))).toEqual(new Set([200]));
  expect(asked.length).toBeGreaterThan(20);
  const tookMs = asked.map((one) => one.tookMs);
  const [p50, p99] = [quantile(tookMs, 0.5), quantile(tookMs, 0.99)];
  console.info(`/healthz, asked ${asked.length} times: p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`);
  expect(p99).toBeLessThan(HEALTHZ_P99_MS);
  expect(resident.second).toBeLessThan(resident.first * 1.25);
  await waitFor(async () => (await post(url, { key: keys[0] ?? '', body, agent: new Agent() }))?.status === 202);
});
