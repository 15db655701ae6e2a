// A process of its own: makes its bodies first, then posts them over a few kept-alive connections when told.
import { once } from 'node:events';
import net from 'node:net';
import { seeded } from '../../demo/random';
import { encodeBatch, makeBatch } from './workload';

export interface PostOrder {
  url: string;
  key: string;
  batches: number;
  callsPerBatch: number;
  connections: number;
  seed: number;
  gzip: boolean;
}

export interface PostResult {
  elapsedMs: number;
  accepted: number;
  refused: number;
}

const HEAD_END = Buffer.from('\r\n\r\n');

function requestsOf(order: PostOrder): Buffer[] {
  const random = seeded(order.seed);
  const { host } = new URL(order.url);
  return Array.from({ length: order.batches }, () => {
    const batch = makeBatch({ calls: order.callsPerBatch, random, nowMs: Date.now() });
    const body = order.gzip ? encodeBatch(batch) : Buffer.from(JSON.stringify(batch));
    const lines = [
      'POST /api/v1/calls HTTP/1.1',
      `host: ${host}`,
      `authorization: Bearer ${order.key}`,
      'content-type: application/json',
      ...(order.gzip ? ['content-encoding: gzip'] : []),
      `content-length: ${body.length}`,
    ];
    return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), body]);
  });
}

/** Reads one answer; gives its status and body. Answers of the server carry their length. */
async function readAnswer(socket: net.Socket): Promise<{ status: number; body: string }> {
  let bytes = Buffer.alloc(0);
  for (;;) {
    const [chunk] = await once(socket, 'data');
    bytes = Buffer.concat([bytes, chunk]);
    const end = bytes.indexOf(HEAD_END);
    if (end < 0) continue;
    const head = bytes.toString('latin1', 0, end);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    const chunked = /transfer-encoding: chunked/i.test(head);
    const body = bytes.subarray(end + 4);
    if (chunked ? body.toString('latin1').endsWith('0\r\n\r\n') : body.length >= length) {
      return { status: Number(head.slice(9, 12)), body: body.toString() };
    }
  }
}

async function post(order: PostOrder, requests: readonly Buffer[]): Promise<PostResult> {
  const { hostname, port } = new URL(order.url);
  const result = { elapsedMs: 0, accepted: 0, refused: 0 };
  let next = 0;
  async function connection(): Promise<void> {
    const socket = net.connect(Number(port), hostname);
    socket.setNoDelay(true);
    await once(socket, 'connect');
    for (let request = requests[next++]; request; request = requests[next++]) {
      socket.write(request);
      const { status, body } = await readAnswer(socket);
      if (status === 202) result.accepted += Number(/"accepted":(\d+)/.exec(body)?.[1] ?? 0);
      else result.refused += 1;
    }
    socket.destroy();
  }
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: order.connections }, connection));
  result.elapsedMs = performance.now() - startedAt;
  return result;
}

process.once('message', (order: PostOrder) => {
  const requests = requestsOf(order);
  process.send?.({ type: 'prepared' });
  process.once('message', () => {
    void post(order, requests).then((result) => {
      process.send?.({ type: 'done', result });
      process.disconnect();
    });
  });
});
