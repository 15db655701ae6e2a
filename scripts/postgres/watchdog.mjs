// A process of its own that outlives a killed launcher: `node watchdog.mjs POSTGRES_PID DATA_DIR`.
// Its standard input is a pipe from the launcher, so the launcher's death, however sudden, reads as end of file.
import { lockHolder } from '../start/lock.mjs';
import { signalProcess, startTime, waitForExit } from './pids.mjs';

const GRACE_MS = 2_000; // a start right after the kill adopts the running Postgres
const [pid, dataDir] = [Number(process.argv[2]), process.argv[3] ?? ''];
const began = startTime(pid);

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => {});
process.stdin.resume();
await new Promise((resolve) => process.stdin.once('close', resolve));

const gone = await waitForExit(pid, GRACE_MS);
if (!gone && startTime(pid) === began && !lockHolder(dataDir)) {
  signalProcess(pid, 'SIGINT');
  if (!(await waitForExit(pid, 4_000))) signalProcess(pid, 'SIGQUIT');
}
process.exit(0);
