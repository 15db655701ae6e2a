import { setTimeout as pause } from 'node:timers/promises';
import { seeded } from '../../demo/random';
import { encodeBatch, makeBatch } from '../ingest/workload';
import type { World } from './world';

/** What an SDK of a busy API posts at once. */
export const CALLS_PER_POST = 1_000;
/** When a refused post comes again. */
const BACK_MS = 500;

/** Runs `step` for 0 … times − 1, each at its time; one that is late runs at once. `step` is not waited for. */
export async function atRate<T>(
  { times, perSecond }: { times: number; perSecond: number },
  step: (at: number) => Promise<T>,
): Promise<T[]> {
  const startedAt = performance.now();
  const running: Promise<T>[] = [];
  for (let at = 0; at < times; at += 1) {
    const waitMs = startedAt + (at * 1_000) / perSecond - performance.now();
    if (waitMs > 0) await pause(waitMs);
    running.push(step(at));
  }
  return Promise.all(running);
}

export interface Feed {
  url: string;
  callsPerSecond: number;
  seconds: number;
  seed: number;
}

/** Posts until it is taken: a server that has too much to do asks to come back. */
async function post({ key }: World, url: string, body: Buffer): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/api/v1/calls`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'content-encoding': 'gzip' },
      body: new Uint8Array(body),
    });
    const text = await answer.text();
    if (answer.status === 202) return;
    if (answer.status !== 503) throw new Error(`a post was answered ${answer.status}: ${text}`);
    await pause(BACK_MS);
  }
}

/** Posts calls of the last two minutes as they would come; each body is made when it is due. Gives the calls. */
export async function feed(world: World, { url, callsPerSecond, seconds, seed }: Feed): Promise<number> {
  const random = seeded(seed);
  const perSecond = callsPerSecond / CALLS_PER_POST;
  const times = Math.round(perSecond * seconds);
  await atRate({ times, perSecond }, () =>
    post(world, url, encodeBatch(makeBatch({ calls: CALLS_PER_POST, random, nowMs: Date.now() }))),
  );
  return times * CALLS_PER_POST;
}

/** Waits until the worker has folded every blob. */
export async function untilFolded({ admin }: World): Promise<void> {
  for (;;) {
    const { rows } = await admin.query<{ waits: boolean }>('select exists (select from call_pending) waits');
    if (rows[0]?.waits === false) return;
    await pause(100);
  }
}
