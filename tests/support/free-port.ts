import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that the kernel gives to whoever asks for any: nobody takes one between its choice and its use. */
const FIRST = 10_000;
/** An instance takes ports beside its own: its worker answers at `PORT` + 10, a demo just behind `PORT`. */
const APART = 20;
/** Each process chooses among ports of its own, so that it never takes what another has chosen and not yet opened. */
const [PROCESSES, CHOICES] = [100, 11];

const own = FIRST + (process.pid % PROCESSES) * CHOICES * APART;
let choice = Math.floor(Math.random() * CHOICES);

/** A port of the loopback interface that nobody uses now, with room for an instance's other ports behind it. */
export async function freePort(): Promise<number> {
  for (;;) {
    choice = (choice + 1) % CHOICES;
    const port = own + choice * APART;
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await Promise.race([
      once(server, 'listening').then(() => true),
      once(server, 'error').then(() => false),
    ]);
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
