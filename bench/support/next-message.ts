import type { ChildProcess } from 'node:child_process';

/** The next message of a child. Throws when it ends without one. */
export function nextMessage(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null): void => reject(new Error(`a process of the measurement ended with ${code}`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message);
    });
  });
}

/** Sends the last message to the parent and ends the channel when it is out. */
export function sendLast(message: object): void {
  process.send?.(message, undefined, undefined, () => process.disconnect());
}
