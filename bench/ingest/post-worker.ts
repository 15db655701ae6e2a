// A process of its own: makes its requests first, then sends them over a few kept-alive connections when told.
import { sendLast } from '../support/next-message';
import { RawConnection, type Answer } from '../support/raw-connection';
import { makeRequests, type PostShape } from './requests';

export interface PostOrder extends PostShape {
  batches: number;
  connections: number;
  seed: number;
}

export interface PostResult {
  elapsedMs: number;
  accepted: number;
  refused: number;
  /** Time from the first byte of each post to the end of its answer, in order of the answers. */
  answerMs: number[];
}

const acceptedIn = ({ body }: Answer): number => Number(/"accepted":(\d+)/.exec(body)?.[1] ?? 0);

function post(order: PostOrder, requests: readonly Buffer[]): Promise<PostResult> {
  const url = new URL(order.url);
  const result: PostResult = { elapsedMs: 0, accepted: 0, refused: 0, answerMs: [] };
  const connections = Array.from({ length: order.connections }, () => new RawConnection(url));
  const startedMs = performance.now();
  let next = 0;
  return new Promise((resolve) => {
    function sendNext(connection: RawConnection): void {
      const request = requests[next++];
      if (!request) {
        connection.close();
        if (connections.some(({ isBusy }) => isBusy)) return;
        return resolve({ ...result, elapsedMs: performance.now() - startedMs });
      }
      const sentMs = performance.now();
      connection.send(request, (answer) => {
        result.answerMs.push(performance.now() - sentMs);
        if (answer.status === 202) result.accepted += acceptedIn(answer);
        else result.refused += 1;
        sendNext(connection);
      });
    }
    for (const connection of connections) sendNext(connection);
  });
}

process.once('message', (order: PostOrder) => {
  const requests = makeRequests(order, order);
  process.send?.({ type: 'prepared' });
  process.once('message', () => {
    void post(order, requests).then((result) => sendLast({ type: 'done', result }));
  });
});
