// A process of its own that outlives a killed launcher: `node watchdog.mjs POSTGRES_PID DATA_DIR`.
// Its standard input is a pipe from the launcher, so the launcher's death, however sudden, reads as end of file.
import { readConnection } from '../start/data-folder.mjs';
import { lockHolder } from '../start/lock.mjs';
import { isAlive, pause, signalProcess, startTime, waitForExit } from './pids.mjs';

const GRACE_MS = 2_000; // a start right after the kill adopts the running Postgres
const [pid, dataDir] = [Number(process.argv[2]), process.argv[3] ?? ''];
const began = startTime(pid);

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => {});
process.stdin.resume();
await new Promise((resolve) => process.stdin.once('close', resolve));
await waitForExit(pid, GRACE_MS);

// A later start that holds the folder either adopts Postgres, with a watchdog of its own, or fails and lets the folder go.
while (isAlive(pid) && startTime(pid) === began) {
  const holder = lockHolder(dataDir);
  if (holder && readConnection(dataDir)?.pid === holder.pid) break;
  if (!holder) {
    signalProcess(pid, 'SIGINT');
    if (!(await waitForExit(pid, 4_000))) signalProcess(pid, 'SIGQUIT');
    break;
  }
  await pause(250);
}
process.exit(0);
