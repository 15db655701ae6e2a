// A process of its own that sends batches until told to stop, each again and again until it is acknowledged. Every
// acknowledgement is appended to a file before the next batch is made.
import { randomBytes } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { WireAccepted, WireBatch } from '../../../../sdk/src/wire';

export interface LoadOrder {
  url: string;
  key: string;
  ackFile: string;
  senders: number;
}

/** One line of the file of acknowledgements. */
export interface Acknowledged {
  batchId: string;
  calls: number;
}

const RETRY_MS = 50;
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

/** Posts once; false when it was not acknowledged, which the parent is told of: something was in flight. */
async function post({ url, key }: LoadOrder, body: string): Promise<WireAccepted | null> {
  try {
    const response = await fetch(`${url}/api/v1/calls`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body,
      signal: AbortSignal.timeout(20_000),
    });
    if (response.status === 202) return (await response.json()) as WireAccepted;
    process.send?.({ type: 'unacknowledged', status: response.status });
  } catch (error) {
    const code = error instanceof Error ? Object(error.cause).code : '';
    if (code !== 'ECONNREFUSED') process.send?.({ type: 'unacknowledged', status: 0 }); // refused: nothing was sent
  }
  return null;
}

async function sender(order: LoadOrder): Promise<void> {
  while (!stopping) {
    const batch = makeBatch();
    const body = JSON.stringify(batch);
    let answer = await post(order, body);
    while (answer === null) {
      await pause(RETRY_MS);
      answer = await post(order, body);
    }
    const line: Acknowledged = { batchId: batch.batchId, calls: answer.accepted };
    appendFileSync(order.ackFile, `${JSON.stringify(line)}\n`);
  }
}

process.once('message', (order: LoadOrder) => {
  process.once('message', () => (stopping = true));
  void Promise.all(Array.from({ length: order.senders }, () => sender(order))).then(() => process.disconnect());
});
