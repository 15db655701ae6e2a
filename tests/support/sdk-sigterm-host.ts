// A host with the SDK that shuts down on SIGTERM, or does not, and takes longer for it than the SDK takes to flush.
import { createServer } from 'node:http';
import { callwatch } from '../../sdk/src/adapters/node';
import type { onExit } from '../../sdk/src/core/exit';

const { HOST_LISTENS: listens = 'never', HOST_OTHER: other } = process.env;

/** Ends with 7 a turn after every copy of the SDK has let go of the signal. */
function shutDown(): void {
  process.on('removeListener', (event) => {
    if (event !== 'SIGTERM' || process.listeners('SIGTERM').some((listener) => listener !== shutDown)) return;
    setImmediate(() => process.exit(7));
  });
}

const listen: Record<string, () => unknown> = {
  'on before': () => process.on('SIGTERM', shutDown),
  'once before': () => process.once('SIGTERM', shutDown),
  'on after': () => process.on('SIGTERM', shutDown),
  'once after': () => process.once('SIGTERM', shutDown),
};

if (listens.endsWith('before')) listen[listens]?.();
const server = createServer((_, response) => response.end());
callwatch(server, { key: 'cwk_test', url: 'http://127.0.0.1:9' });
if (other !== undefined) {
  const copy: { onExit: typeof onExit } = await import(other);
  copy.onExit(async () => undefined);
}
if (listens.endsWith('after')) listen[listens]?.();
server.listen(0, '127.0.0.1', () => process.send?.({ listeners: process.listenerCount('SIGTERM') }));
