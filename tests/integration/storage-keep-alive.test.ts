import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { connect, listen } from '../../lib/storage';
import { waitFor } from '../support';
import { createTestDatabase } from '../support/database';

const KEEP_ALIVE_TIMER = '02';
const HZ = 100;

interface Connection {
  timer: string;
  /** Until the timer is due. */
  seconds: number;
}

/** The system's own view of this process's connections from some local ports. */
function connectionsFrom(ports: ReadonlySet<number>): Connection[] {
  const lines = readFileSync('/proc/self/net/tcp', 'utf8').trim().split('\n').slice(1);
  return lines.flatMap((line) => {
    const [, local = '', , , , timer = ''] = line.trim().split(/\s+/);
    const [kind = '', due = ''] = timer.split(':');
    const port = Number.parseInt(local.split(':')[1] ?? '', 16);
    return ports.has(port) ? [{ timer: kind, seconds: Number.parseInt(due, 16) / HZ }] : [];
  });
}

const isLinux = process.platform === 'linux';

test.runIf(isLinux)('connections to a database that is gone without a word are probed within ten seconds', async () => {
  const database = await createTestDatabase();
  const url = database.appUrl;
  const onIdleError = (error: Error): never => {
    throw error;
  };
  const storage = connect({ url, max: 1, applicationName: 'keep-alive pool', onIdleError });
  const onError = onIdleError;
  const listener = listen({ url, applicationName: 'keep-alive listener', onMessage: () => undefined, onError });
  onTestFinished(async () => {
    await listener.close();
    await storage.close();
    await database.drop();
  });
  const readPorts = async (): Promise<number[]> => {
    const { rows } = await storage.query<{ client_port: number }>(
      "select client_port from pg_stat_activity where application_name like 'keep-alive %' and datname = current_database()",
    );
    return rows.map(({ client_port: port }) => port);
  };
  const ports = await waitFor(async () => {
    const found = await readPorts();
    return found.length === 2 && found;
  });
  const connections = await waitFor(() => {
    const found = connectionsFrom(new Set(ports));
    return found.length === 2 && found.every(({ timer }) => timer === KEEP_ALIVE_TIMER) && found;
  });
  for (const { seconds } of connections) expect(seconds).toBeLessThanOrEqual(10);
});
