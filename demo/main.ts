import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { readEnv, type Env } from '../lib/env';
import { createApi, type DemoApi } from './api';
import { fillHistory } from './history/fill-history';
import { findGaps } from './history/find-gaps';
import { MINUTE_MS } from './history/gaps';
import { listenNear } from './listen';
import { localUrl } from './local-url';
import type { Demo } from './owner/demo-file';
import { ensureOwner } from './owner/ensure-owner';
import { ensureStaging } from './owner/staging';
import { createReceiver } from './receiver';
import type { Shop } from './shop/app';
import { openShop } from './shop/open-shop';
import { startLiveTraffic } from './traffic/live';
import { runStuffingAttack } from './traffic/stuffing-attack';
import { ensureWebhookChannel } from './webhook-channel';

const ATTACK_AFTER_MS = 30_000;
const APP_POLL_MS = 25;
/** What the first calls get to be stored before the sign-in is printed. */
const FIRST_CALLS_MS = 3_000;
/** What the SDK gets to send its last calls. */
const LAST_FLUSH_MS = 1_500;

const DAY_MS = 24 * 60 * MINUTE_MS;
const HISTORY_DAYS = 14;
/** What has this long to go before it is too old is not sent: sending takes its time. */
const RETENTION_MARGIN_MS = 60 * MINUTE_MS;

const kept = z.object({ retentionDays: z.number() });
const floorToMinute = (ms: number): number => ms - (ms % MINUTE_MS);
const print = (line: string): void => console.log(line);

/** Says an error of the traffic once a kind. */
function sayOnce(): (error: unknown) => void {
  const said = new Set<string>();
  return (error) => {
    const message = error instanceof Error ? error.message : String(error);
    if (said.has(message)) return;
    said.add(message);
    console.error(`traffic: ${message}`);
  };
}

/** Resolves with the receiver's port. */
async function openReceiver(env: Env, api: DemoApi): Promise<number> {
  const receiver = createReceiver((notice) => print(`webhook received and verified: ${notice.type}`));
  const port = await listenNear(receiver.server, env.port + 2);
  const file = path.join(env.dataDir, 'demo-webhook.json');
  receiver.trust(await ensureWebhookChannel(api, { file, url: `http://127.0.0.1:${port}/hooks` }));
  return port;
}

/** The history reaches back two weeks, or as long as the project keeps calls. */
async function historyFrom(api: DemoApi, nowMs: number): Promise<number> {
  const { retentionDays } = kept.parse(await api.get(''));
  return floorToMinute(Math.max(nowMs - HISTORY_DAYS * DAY_MS, nowMs - retentionDays * DAY_MS + RETENTION_MARGIN_MS));
}

/** Until Callwatch has stored a call of the shop: whoever signs in now finds one that is alive. */
async function firstCallsStored({ watch }: Shop): Promise<void> {
  const deadline = performance.now() + FIRST_CALLS_MS;
  while (watch.stats()?.acknowledged === 0 && performance.now() < deadline) {
    await wait(50);
    await watch.flush(FIRST_CALLS_MS);
  }
}

async function attack(port: number, signal: AbortSignal): Promise<void> {
  await wait(ATTACK_AFTER_MS, undefined, { signal });
  print('attack: stolen passwords are tried on POST /v1/login');
  const { tries, entered } = await runStuffingAttack({ port, random: Math.random, signal });
  print(`attack: ended after ${tries} tries; ${entered} was entered`);
}

interface Places {
  shopPort: number;
  receiverPort: number;
}

function introduce(env: Env, demo: Demo, { shopPort, receiverPort }: Places): void {
  print(`live traffic      what such a shop has at this hour; an attack begins in ${ATTACK_AFTER_MS / 1_000} s`);
  print(`demo shop         http://127.0.0.1:${shopPort}/v1/products`);
  print(`webhook receiver  http://127.0.0.1:${receiverPort}`);
  print(`sign in           ${env.url}/sign-in`);
  print(`email             ${demo.email}`);
  print(`password          ${demo.password}`);
}

/** Resolves when the app takes calls. */
async function appReady(url: string, signal: AbortSignal): Promise<void> {
  const isReady = (): Promise<boolean> =>
    fetch(`${url}/readyz`).then(
      ({ status }) => status === 200,
      () => false, // it does not listen yet
    );
  while (!(await isReady())) await wait(APP_POLL_MS, undefined, { signal });
}

/** Live traffic comes first and the history behind it, so that the first page anybody sees shows a watched API. */
async function runDemo(env: Env, signal: AbortSignal): Promise<void> {
  const url = localUrl(env);
  await appReady(url, signal);
  const file = path.join(env.dataDir, 'demo.json');
  const demo = await ensureOwner(env, { file, url });
  const api = createApi({ url, token: demo.apiToken, projectId: demo.projectId });
  const stagingKey = await ensureStaging(api, demo, { file, url });
  const [shop, staging] = await Promise.all([
    openShop({ url, key: demo.ingestKey, port: env.port + 1 }),
    openShop({ url, key: stagingKey, port: 0 }),
  ]);
  const liveAtMs = Date.now();
  const pastFromMs = await historyFrom(api, liveAtMs);
  const dayAgoMs = Math.max(pastFromMs, floorToMinute(liveAtMs - DAY_MS));
  const lastDay = await findGaps(api, { fromMs: dayAgoMs, toMs: liveAtMs });
  startLiveTraffic({
    shopPort: shop.port,
    stagingPort: staging.port,
    random: Math.random,
    signal,
    onError: sayOnce(),
  });
  const [receiverPort] = await Promise.all([openReceiver(env, api), firstCallsStored(shop)]);
  introduce(env, demo, { shopPort: shop.port, receiverPort });
  process.send?.({ type: 'ready' });
  const history = async (): Promise<void> => {
    const gaps = [...(await findGaps(api, { fromMs: pastFromMs, toMs: dayAgoMs })), ...lastDay];
    await fillHistory({ url, key: demo.ingestKey, gaps, signal, print });
  };
  await Promise.all([history(), attack(shop.port, signal)]);
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
  await runDemo(env, stopping.signal);
}

main().catch((error: unknown) => {
  if (error instanceof Error && error.name === 'AbortError') return; // stopped in the middle
  console.error(`callwatch: the demo failed: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
});
