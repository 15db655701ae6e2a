// A process of its own that sends batches until told to stop, each again and again until it is acknowledged. Every
// acknowledgement is appended to a file before the next batch is made.
import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { json } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import type { WireAccepted, WireBatch } from '../../../../sdk/src/wire';

export interface LoadOrder {
  url: string;
  key: string;
  ackFile: string;
  senders: number;
}

/** A try to post a batch. */
export interface Tried {
  /** When the last of its bytes was handed over; null when none was. */
  sentAtMs: number | null;
  /** When the answer was there, or that there will be none. */
  endedAtMs: number;
}

/** One line of the file of acknowledgements. */
export interface Acknowledged extends Tried {
  batchId: string;
  calls: number;
}

const RETRY_MS = 50;
const ANSWER_MS = 20_000;
const agent = new Agent({ keepAlive: true });
let stopping = false;

function makeBatch(): WireBatch {
  const count = 1 + Math.floor(Math.random() * 200);
  const batchId = randomBytes(16).toString('hex');
  const each = <T>(value: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => value(at));
  const startedAtMs = Date.now() - 1_000;
  return {
    v: 1,
    batchId,
    sdk: 'kill/1.0.0',
    instance: 'kill-test',
    dict: {
      methods: ['GET', 'POST'],
      routes: ['/a/:batch/:call', '/b/:batch/:call'],
      paths: each((at) => `/a/${batchId}/${at}`),
      consumers: ['acme', 'umbrella'],
      callers: ['192.0.2.1', '192.0.2.2'],
    },
    calls: {
      startedAtMs: each(() => startedAtMs),
      method: each((at) => at % 2),
      route: each((at) => at % 2),
      path: each((at) => at),
      status: each((at) => (at % 5 === 0 ? 404 : 200)),
      durationUs: each((at) => at * 100),
      consumer: each((at) => at % 2),
      caller: each((at) => at % 2),
    },
  };
}

/** Posts once; null when it was not acknowledged, which the parent is told of. */
async function post({ url, key }: LoadOrder, body: string): Promise<(WireAccepted & Tried) | null> {
  let sentAtMs: number | null = null;
  const answer = await new Promise<WireAccepted | null>((resolve) => {
    const outgoing = request(`${url}/api/v1/calls`, {
      method: 'POST',
      agent,
      headers: { authorization: `Bearer ${key}`, 'content-length': Buffer.byteLength(body) },
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    outgoing.on('finish', () => (sentAtMs = Date.now()));
    outgoing.on('error', () => resolve(null));
    outgoing.on('response', (response) => {
      json(response).then(
        (read) => resolve(response.statusCode === 202 ? (read as WireAccepted) : null),
        () => resolve(null),
      );
    });
    outgoing.end(body);
  });
  const tried: Tried = { sentAtMs, endedAtMs: Date.now() };
  if (answer !== null) return { ...answer, ...tried };
  process.send?.(tried);
  return null;
}

async function sender(order: LoadOrder): Promise<void> {
  let next = makeBatch();
  while (!stopping) {
    const { batchId } = next;
    const body = JSON.stringify(next);
    const first = post(order, body);
    next = makeBatch(); // while the server works: something is in flight nearly all the time
    let answer = await first;
    while (answer === null) {
      await pause(RETRY_MS);
      answer = await post(order, body);
    }
    const { accepted: calls, sentAtMs, endedAtMs } = answer;
    const line: Acknowledged = { batchId, calls, sentAtMs, endedAtMs };
    appendFileSync(order.ackFile, `${JSON.stringify(line)}\n`);
  }
}

process.once('message', (order: LoadOrder) => {
  process.once('message', () => (stopping = true));
  void Promise.all(Array.from({ length: order.senders }, () => sender(order))).then(() => {
    agent.destroy();
    process.disconnect();
  });
});
