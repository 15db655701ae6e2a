import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that the kernel gives to whoever asks for any: nobody takes one between its choice and its use. */
const FIRST = 10_000;
/** An instance takes ports beside its own: its worker answers at `PORT` + 10, a demo just behind `PORT`. */
const APART = 20;
/** Each process chooses among ports that hardly another one shares, so that it takes none that was chosen and is not open yet. */
const [PROCESSES, CHOICES] = [100, 11];

const own = FIRST + (process.pid % PROCESSES) * CHOICES * APART;
let choice = Math.floor(Math.random() * CHOICES);

/** A port of the loopback interface that nobody uses now, with room for an instance's other ports behind it. Throws when there is none. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < CHOICES; tried++) {
    choice = (choice + 1) % CHOICES;
    const port = own + choice * APART;
    const server = createServer().listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
  throw new Error(`all ${CHOICES} ports from ${own} on are in use`);
}
