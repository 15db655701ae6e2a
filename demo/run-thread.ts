import { Worker } from 'node:worker_threads';

export interface ThreadOptions {
  data: unknown;
  signal?: AbortSignal;
  onMessage?(message: unknown): void;
}

/** Runs a bundle of `dist` on a thread of its own, to its end or until the signal. Rejects with what it throws. */
export function runThread(script: string, { data, signal, onMessage }: ThreadOptions): Promise<void> {
  const thread = new Worker(new URL(script, import.meta.url), { workerData: data });
  signal?.addEventListener('abort', () => void thread.terminate(), { once: true });
  return new Promise((resolve, reject) => {
    if (onMessage) thread.on('message', onMessage);
    thread.once('error', reject);
    thread.once('exit', () => resolve());
  });
}
