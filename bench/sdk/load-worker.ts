// A process of its own: asks a server over a few kept-alive connections, one request after the other on each.
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export interface LoadOrder {
  port: number;
  calls: number;
  connections: number;
}

const request = (id: number): string =>
  [
    `GET /users/${id % 5000} HTTP/1.1`,
    'host: api.example.com',
    'accept: application/json',
    'accept-encoding: gzip, deflate, br',
    `user-agent: client/${id % 7}.0 (linux)`,
    `x-client: customer-${id % 40}`,
    'x-forwarded-for: 203.0.113.7',
    '\r\n',
  ].join('\r\n');

/** Reads one answer, which tells its length. */
async function readAnswer(socket: Socket): Promise<void> {
  let text = '';
  for (;;) {
    const [chunk] = await once(socket, 'data');
    text += String(chunk);
    const end = text.indexOf('\r\n\r\n');
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
    if (end >= 0 && text.length >= end + 4 + length) break;
  }
  if (!text.startsWith('HTTP/1.1 200')) throw new Error(`the server answered ${text.slice(0, 60)}`);
}

async function run({ port, calls, connections }: LoadOrder): Promise<void> {
  let next = 0;
  async function connection(): Promise<void> {
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    await once(socket, 'connect');
    for (let id = next++; id < calls; id = next++) {
      socket.write(request(id));
      await readAnswer(socket);
    }
    socket.destroy();
  }
  await Promise.all(Array.from({ length: connections }, connection));
}

process.on('message', (order: LoadOrder) => {
  void run(order).then(() => process.send?.('done'));
});
process.on('disconnect', () => process.exit());
