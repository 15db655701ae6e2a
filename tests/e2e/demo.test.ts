import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { createApi } from '../../demo/api';
import { readDemo } from '../../demo/owner/demo-file';
import { temporaryDataFolder } from '../support/data-folder';
import { startCallwatch, type RunningCallwatch } from '../support/launcher';
import { waitFor } from '../support/wait-for';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const points = z.object({ points: z.array(z.object({ value: z.number() })) });
const sumOf = (series: unknown): number => points.parse(series).points.reduce((sum, { value }) => sum + value, 0);

const printed = ({ output }: RunningCallwatch, name: string): string =>
  new RegExp(`demo: ${name} +(\\S+)`).exec(output())?.[1] ?? '';

async function open(dataDir: string) {
  const running = await startCallwatch({ dataDir, args: ['--demo'] });
  const demo = readDemo(path.join(dataDir, 'demo.json'));
  if (!demo) throw new Error('the demo wrote no demo.json');
  const api = createApi({ url: running.url, token: demo.apiToken, projectId: demo.projectId });
  const read = (from: number, to: number, rest: string): Promise<unknown> =>
    api.get(`${rest}&from=${new Date(from).toISOString()}&to=${new Date(to).toISOString()}`);
  return { running, demo, read };
}

test('the demo prints a sign-in that works on an API that lives, and sends its history once', async () => {
  const dataDir = temporaryDataFolder();
  const first = await open(dataDir);
  const [email, password] = [printed(first.running, 'email'), printed(first.running, 'password')];
  expect(first.demo).toMatchObject({ url: first.running.url, email, password });
  const signedIn = await fetch(`${first.running.url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: first.running.url },
    body: JSON.stringify({ email, password }),
  });
  expect(signedIn.status).toBe(200);
  const nowMs = Date.now();
  expect(await first.read(nowMs - 60_000, nowMs + 60_000, 'calls?limit=1')).toMatchObject({ calls: [{}] });

  await waitFor(() => first.running.output().includes('history: done'), {
    timeoutMs: 150_000,
    what: 'the end of the history',
  });
  const hourMs = Math.floor(nowMs / HOUR_MS) * HOUR_MS - 12 * HOUR_MS;
  const countOf = (read: typeof first.read): Promise<unknown> =>
    read(hourMs, hourMs + HOUR_MS, 'series?measure=calls&step=3600');
  const count = await countOf(first.read);
  expect(count).not.toMatchObject({ points: [{ value: 0 }] });
  const all = await first.read(nowMs - 14 * DAY_MS, nowMs, 'series?measure=calls&step=86400&environment=production');
  expect(sumOf(all)).toBeGreaterThan(500_000);
  const staging = await first.read(nowMs - 14 * DAY_MS, nowMs, 'series?measure=calls&step=86400&environment=staging');
  expect(sumOf(staging)).toBeGreaterThan(5_000);
  const kept = readFileSync(path.join(dataDir, 'demo.json'), 'utf8');
  await first.running.stop();

  const second = await open(dataDir);
  expect(printed(second.running, 'password')).toBe(password);
  expect(second.demo).toEqual({ ...JSON.parse(kept), url: second.running.url });
  expect(second.running.output()).not.toMatch(/sending \d+ [hd] of calls/);
  expect(await countOf(second.read)).toEqual(count);
  await second.running.stop();
});
