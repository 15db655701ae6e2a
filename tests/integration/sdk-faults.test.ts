import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Stats } from '../../sdk/src/core';
import { startCollector, type Fault } from '../support/sdk-collector';

const root = path.join(import.meta.dirname, '../..');
const host = path.join(root, `node_modules/.cache/sdk-host-${process.pid}.mjs`);

beforeAll(async () => {
  const entryPoints = [path.join(root, 'tests/support/sdk-host.ts')];
  await build({ entryPoints, outfile: host, bundle: true, format: 'esm', platform: 'node', packages: 'external' });
});
afterAll(() => rm(host));

interface Ending {
  uncaught: number;
  lastMs: number;
  stats: Stats;
  code: number | null;
  signal: string | null;
}

/** Starts the host and gives its port, and a way to end it that tells how it went. */
async function startHost(mode: 'plain' | 'sdk' | 'handler', { url = '', framework = 'express' } = {}) {
  const env = {
    ...process.env,
    HOST_MODE: mode,
    HOST_FRAMEWORK: framework,
    CALLWATCH_URL: url,
    CALLWATCH_KEY: 'cwk_test',
  };
  const child = fork(host, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const output: string[] = [];
  const { stdout } = child;
  if (stdout === null) throw new Error('the host has no output');
  stdout.on('data', (chunk) => output.push(String(chunk)));
  const [message] = await once(child, 'message');
  const end = async (how: 'close' | 'SIGTERM'): Promise<Ending> => {
    const ended = Promise.all([once(child, 'exit'), once(stdout, 'close')]);
    if (how === 'close') child.send('close');
    else {
      child.disconnect();
      child.kill('SIGTERM');
    }
    const [[code, signal]] = await ended;
    return { ...JSON.parse(output.join('') || '{}'), code, signal };
  };
  return { port: Number(message.port), end };
}

const requests = [
  'GET /users/7 HTTP/1.1',
  'HEAD /users/7 HTTP/1.1',
  'GET /stream HTTP/1.1',
  'GET /empty HTTP/1.1',
  'GET /evil HTTP/1.1',
  'GET /boom HTTP/1.1',
  'GET /nothing/here?token=1 HTTP/1.1',
  'POST /login HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 39\r\n\r\n{"email":"ada@example.com","password":1}',
  'POST /login HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 5\r\n\r\n{"ema',
];

/** The raw bytes of the answer, without its date. */
async function ask(port: number, request: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  const [line, ...rest] = request.split('\r\n');
  socket.write([line, 'Host: x', 'Connection: close', ...(rest.length === 0 ? ['', ''] : rest)].join('\r\n'));
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks)
    .toString('latin1')
    .replace(/^Date: .*$/m, '');
}

async function askAll(port: number): Promise<string[]> {
  const answers: string[] = [];
  for (const request of requests) answers.push(await ask(port, request));
  return answers;
}

const total = (dropped: Record<string, number>) => Object.values(dropped).reduce((sum, count) => sum + count, 0);

describe.each(['express', 'fastify', 'node'])('the host with %s and its SDK cut off', (framework) => {
  let plain: string[] = [];
  beforeAll(async () => {
    const { port, end } = await startHost('plain', { framework });
    plain = await askAll(port);
    await end('close');
  });
  const faults: Fault[] = [
    'none',
    'refused',
    'blackHole',
    'reset',
    'garbage',
    'hugeReply',
    'slowDrip',
    'noHttp',
    'unavailable',
  ];

  test.concurrent.each(faults)(
    '%s: same bytes, no uncaught error, exact counts, exit within a second',
    async (fault) => {
      const collector = await startCollector(fault);
      const { port, end } = await startHost('sdk', { url: collector.url, framework });
      expect(await askAll(port)).toEqual(plain);
      const { uncaught, lastMs, stats, code } = await end('close');
      await collector.close();
      expect({ uncaught, code }).toEqual({ uncaught: 0, code: 0 });
      expect(lastMs).toBeLessThan(1000);
      expect(stats.captured).toBe(requests.length);
      expect(stats.acknowledged + total(stats.dropped) + stats.queued).toBe(stats.captured);
      const stored = collector.batches.reduce((sum, batch) => sum + batch.calls.status.length, 0);
      expect(stats.acknowledged).toBe(stored);
      expect(stored).toBe(fault === 'none' ? requests.length : 0);
    },
  );
});

describe('SIGTERM', () => {
  test('flushes and then ends the process as it would have without the SDK', async () => {
    const collector = await startCollector();
    const { port, end } = await startHost('sdk', collector);
    await ask(port, 'GET /users/1 HTTP/1.1');
    const { signal } = await end('SIGTERM');
    await collector.close();
    expect(signal).toBe('SIGTERM');
    expect(collector.batches.flatMap((batch) => batch.calls.status)).toEqual([200]);
  });

  test('leaves the end to a host that handles the signal itself', async () => {
    const collector = await startCollector('blackHole');
    const { port, end } = await startHost('handler', collector);
    await ask(port, 'GET /users/1 HTTP/1.1');
    const { code, signal, stats } = await end('SIGTERM');
    await collector.close();
    expect({ code, signal }).toEqual({ code: 7, signal: null });
    expect(stats.queued).toBe(1);
  });
});
