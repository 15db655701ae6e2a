import type { Server } from 'node:http';

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

function tryPort(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      resolve(address && typeof address === 'object' ? address.port : port);
    });
  });
}

const LAST_PORT = 65_535;

/** Listens on loopback at the wished port, or at a free one when that is taken. Resolves with the port. */
export function listenNear(server: Server, port: number): Promise<number> {
  return tryPort(server, port > LAST_PORT ? 0 : port).catch((error: unknown) => {
    if (isTaken(error)) return tryPort(server, 0);
    throw error;
  });
}
