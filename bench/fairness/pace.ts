import { fork } from 'node:child_process';
import path from 'node:path';
import { nextMessage } from '../support/next-message';
import type { PaceOrder, PaceResult } from './pace-worker';

/** Makes the posts of a sender in another process; what it gives starts them and resolves when all are answered. */
export async function preparePace(order: PaceOrder): Promise<() => Promise<PaceResult>> {
  const child = fork(path.join(import.meta.dirname, 'pace-worker.ts'), { execArgv: ['--import', 'tsx'] });
  child.send(order);
  await nextMessage(child);
  return async () => {
    child.send('go');
    const message = (await nextMessage(child)) as { result: PaceResult };
    return message.result;
  };
}
