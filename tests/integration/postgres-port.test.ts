import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { prepareFiles } from '../../scripts/postgres/files.mjs';
import { launchOnFreePort, PortTakenError, stopPostmaster } from '../../scripts/postgres/launch.mjs';
import { freePort } from '../support';
import { migratedDataFolder } from '../support/data-folder';

/** A port that somebody listens on until the test is over. */
async function takenPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

test('a database whose port somebody takes before it starts is started on another one', async () => {
  const files = prepareFiles(migratedDataFolder());
  const free = await freePort();
  const ports = [await takenPort(), free];
  const { pid, port } = await launchOnFreePort(files, { settings: {} }, async () => ports.shift() ?? 0);
  onTestFinished(() => stopPostmaster(pid));
  expect(port).toBe(free);
});

test('a database that finds every port taken says so after a few', async () => {
  const files = prepareFiles(migratedDataFolder());
  const taken = await takenPort();
  let asked = 0;
  const choosePort = async (): Promise<number> => {
    asked += 1;
    return taken;
  };
  await expect(launchOnFreePort(files, { settings: {} }, choosePort)).rejects.toThrow(PortTakenError);
  expect(asked).toBe(3);
});
