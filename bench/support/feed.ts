import { setImmediate as turn, setTimeout as pause } from 'node:timers/promises';
import { seeded } from '../../demo/random';
import { encodeBatch, makeBatch } from '../ingest/workload';
import type { World } from './world';

/** What an SDK of a busy API posts at once. */
export const CALLS_PER_POST = 1_000;
/** What making a body takes at most, on a machine that is not busy. */
const MAKE_MS = 12;
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

/** Calls that come at a steady rate. */
export interface Load {
  callsPerSecond: number;
  seconds: number;
  seed: number;
}

export interface Feed extends Load {
  url: string;
  /** Those of `prepare`; each is made when it is due without them. */
  bodies?: readonly Buffer[];
}

const shapeOf = ({ callsPerSecond, seconds }: Load): { times: number; perSecond: number } => {
  const perSecond = callsPerSecond / CALLS_PER_POST;
  return { times: Math.round(perSecond * seconds), perSecond };
};

/** A body of calls of the two minutes before a moment. */
function bodiesOf(seed: number): (nowMs: number) => Buffer {
  const random = seeded(seed);
  return (nowMs) => encodeBatch(makeBatch({ calls: CALLS_PER_POST, random, nowMs }));
}

/**
 * Makes the bodies of a load ahead, so that who sends them takes no time from who is measured. Their calls are timed for the
 * moment at which each is sent; resolves when the first is due.
 */
export async function prepare(load: Load): Promise<Buffer[]> {
  const { times, perSecond } = shapeOf(load);
  const bodyOf = bodiesOf(load.seed);
  const startMs = Date.now() + times * MAKE_MS;
  const bodies: Buffer[] = [];
  for (let at = 0; at < times; at += 1) {
    bodies.push(bodyOf(startMs + (at * 1_000) / perSecond));
    await turn();
  }
  await pause(Math.max(0, startMs - Date.now()));
  return bodies;
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

/** Posts calls of the last two minutes as they would come. Gives the calls. */
export async function feed(world: World, { url, bodies, ...load }: Feed): Promise<number> {
  const shape = shapeOf(load);
  const bodyOf = bodiesOf(load.seed);
  await atRate(shape, (at) => post(world, url, bodies?.[at] ?? bodyOf(Date.now())));
  return shape.times * CALLS_PER_POST;
}

/** Waits until the worker has folded every blob. */
export async function untilFolded({ admin }: World): Promise<void> {
  for (;;) {
    const { rows } = await admin.query<{ waits: boolean }>('select exists (select from call_pending) waits');
    if (rows[0]?.waits === false) return;
    await pause(100);
  }
}
