import { once } from 'node:events';
import net from 'node:net';

/**
 * A port of the loopback interface that nobody uses now.
 * @param {number} [taken] one that somebody is about to use
 * @returns {Promise<number>}
 */
export async function freePort(taken) {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  // the next one is asked for while this one is still held, so that it is another
  const port = typeof address === 'object' && address && address.port !== taken ? address.port : await freePort(taken);
  server.close();
  await once(server, 'close');
  return port;
}

/**
 * Whether something accepts connections on a loopback port.
 * @param {number} port
 * @returns {Promise<boolean>}
 */
export function isListening(port) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket
      .once('error', () => resolve(false))
      .once('connect', () => {
        socket.destroy();
        resolve(true);
      });
  });
}
