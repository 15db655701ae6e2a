import { createServer } from 'node:http';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readEnv, type Env } from '../lib/env';
import { createApi } from './api';
import { fillHistory } from './fill-history';
import { listenNear } from './listen';
import { ensureOwner, type Demo } from './owner';
import { createReceiver } from './receiver';
import { createShop } from './shop/app';
import { startLiveTraffic } from './traffic/live';
import { runStuffingAttack } from './traffic/stuffing-attack';
import { ensureWebhookChannel } from './webhook-channel';

const CALLS_PER_SECOND = 20;
const ATTACK_AFTER_MS = 30_000;
/** What the SDK gets to send its last calls. */
const LAST_FLUSH_MS = 1_500;

const print = (line: string): void => console.log(line);

/** Says an error of the traffic once a kind, not twenty times a second. */
function sayOnce(): (error: unknown) => void {
  const said = new Set<string>();
  return (error) => {
    const message = error instanceof Error ? error.message : String(error);
    if (said.has(message)) return;
    said.add(message);
    console.error(`traffic: ${message}`);
  };
}

async function startReceiver(env: Env, demo: Demo): Promise<void> {
  const api = createApi({ url: env.url, token: demo.apiToken, projectId: demo.projectId });
  const receiver = createReceiver((notice) => print(`webhook received and verified: ${notice.type}`));
  const port = await listenNear(receiver.server, env.port + 2);
  const file = path.join(env.dataDir, 'demo-webhook.json');
  receiver.trust(await ensureWebhookChannel(api, { file, url: `http://127.0.0.1:${port}/hooks` }));
  print(`webhook receiver  http://127.0.0.1:${port}`);
}

async function runTraffic(
  env: Env,
  demo: Demo,
  { shopPort, signal }: { shopPort: number; signal: AbortSignal },
): Promise<void> {
  const api = createApi({ url: env.url, token: demo.apiToken, projectId: demo.projectId });
  await fillHistory({ api, url: env.url, key: demo.ingestKey, peak: CALLS_PER_SECOND, print });
  const stop = startLiveTraffic({
    port: shopPort,
    callsPerSecond: CALLS_PER_SECOND,
    random: Math.random,
    onError: sayOnce(),
  });
  signal.addEventListener('abort', stop, { once: true });
  print(`live traffic: about ${CALLS_PER_SECOND} calls a second; an attack begins in ${ATTACK_AFTER_MS / 1_000} s`);
  await wait(ATTACK_AFTER_MS, undefined, { signal });
  print('attack: stolen passwords are tried on POST /v1/login');
  const { tries, entered } = await runStuffingAttack({ port: shopPort, random: Math.random, signal });
  print(`attack: ended after ${tries} tries; ${entered} was entered`);
}

async function main(): Promise<void> {
  const env = readEnv();
  const stopping = new AbortController();
  const stop = (): void => {
    stopping.abort();
    setTimeout(() => process.exit(0), LAST_FLUSH_MS);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop);
  process.once('disconnect', stop);

  const demo = await ensureOwner(env, path.join(env.dataDir, 'demo.json'));
  const shop = createServer(createShop({ url: env.url, key: demo.ingestKey, random: Math.random }));
  const shopPort = await listenNear(shop, env.port + 1);
  await startReceiver(env, demo);
  print(`demo shop         http://127.0.0.1:${shopPort}/v1/products`);
  print(`sign in           ${env.url}/sign-in as ${demo.email} with ${demo.password}`);
  process.send?.({ type: 'ready' });
  await runTraffic(env, demo, { shopPort, signal: stopping.signal });
}

main().catch((error: unknown) => {
  if (error instanceof Error && error.name === 'AbortError') return; // stopped in the middle
  console.error(`callwatch: the demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
