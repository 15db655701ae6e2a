// A process of its own: sends so many posts a second for some time, whether they are answered or not.
import { setTimeout as pause } from 'node:timers/promises';
import { makeRequests, type PostShape } from '../ingest/requests';
import { sendLast } from '../support/next-message';
import { RawConnection } from '../support/raw-connection';

export interface PaceOrder extends PostShape {
  postsPerSecond: number;
  seconds: number;
  connections: number;
  seed: number;
}

export interface PaceResult {
  /** Posts by the status of their answer; 0 for a connection that broke. */
  answers: Record<number, number>;
  /** From the moment that a post is due to the end of its answer. */
  answerMs: number[];
}

const TICK_MS = 1;

/** Posts that are due wait for a free connection: a slow answer is felt by those behind it. */
class Sender {
  readonly result: PaceResult = { answers: {}, answerMs: [] };
  private readonly dueMs: number[] = [];
  private readonly free: RawConnection[];
  private next = 0;
  private open = 0;

  constructor(
    private readonly requests: readonly Buffer[],
    { url, connections }: PaceOrder,
  ) {
    this.free = Array.from({ length: connections }, () => new RawConnection(new URL(url)));
  }

  get isDone(): boolean {
    return this.open === 0 && this.dueMs.length === 0;
  }

  /** So many posts are due now. */
  add(count: number): void {
    for (let at = 0; at < count; at += 1) this.dueMs.push(performance.now());
    this.send();
  }

  close(): void {
    for (const connection of this.free) connection.close();
  }

  private send(): void {
    while (this.dueMs.length > 0 && this.free.length > 0) {
      const connection = this.free.pop();
      const request = this.requests[this.next];
      const dueMs = this.dueMs.shift();
      if (!connection || !request || dueMs === undefined) return;
      this.next += 1;
      this.open += 1;
      connection.send(request, ({ status }) => {
        const { answers, answerMs } = this.result;
        answers[status] = (answers[status] ?? 0) + 1;
        answerMs.push(performance.now() - dueMs);
        this.open -= 1;
        this.free.push(connection);
        this.send();
      });
    }
  }
}

async function pace(order: PaceOrder, requests: readonly Buffer[]): Promise<PaceResult> {
  const sender = new Sender(requests, order);
  const startedMs = performance.now();
  for (let due = 0; due < requests.length;) {
    await pause(TICK_MS);
    const until = Math.min(requests.length, ((performance.now() - startedMs) * order.postsPerSecond) / 1_000);
    sender.add(Math.floor(until) - due);
    due = Math.floor(until);
  }
  while (!sender.isDone) await pause(TICK_MS);
  sender.close();
  return sender.result;
}

process.once('message', (order: PaceOrder) => {
  const requests = makeRequests(order, { batches: order.postsPerSecond * order.seconds, seed: order.seed });
  process.send?.({ type: 'prepared' });
  process.once('message', () => {
    void pace(order, requests).then((result) => sendLast({ type: 'done', result }));
  });
});
