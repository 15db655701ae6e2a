import { writeSync } from 'node:fs';
import { EnvError, readEnv } from '../lib/env';
import { createLog } from '../lib/http/machine';
import { DatabaseNotReadyError } from '../lib/storage';
import { PortError } from './doors';
import { openWorker, type Worker } from './open';

/** An orderly end may take this long; what is cut off then is taken up again from what is stored. */
const STOP_MS = 1_800;

const log = createLog('worker');

function refuse(error: unknown): never {
  const known = [EnvError, DatabaseNotReadyError, PortError].some((kind) => error instanceof kind);
  const message = error instanceof Error ? error.message : String(error);
  if (!known) log.fatal({ err: error }, 'the worker does not start');
  writeSync(2, `callwatch: ${message.split('\n')[0]}\n`);
  process.exit(1);
}

function stopOn(worker: Worker): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(0), STOP_MS).unref();
    worker.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'the worker did not end in order');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('disconnect', stop);
}

try {
  const env = readEnv();
  log.level = env.logLevel;
  const worker = await openWorker(env, log);
  stopOn(worker);
  process.send?.({ type: 'ready', url: worker.url });
  log.info({ url: worker.url }, 'worker ready');
} catch (error) {
  refuse(error);
}
