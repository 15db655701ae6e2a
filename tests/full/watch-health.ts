// A process of its own that asks /healthz again and again until it is told to stop: what it waits for is the server, not the work of
// whoever loads it.
import { setTimeout as pause } from 'node:timers/promises';

export interface Asked {
  status: number;
  tookMs: number;
}

const EVERY_MS = 20;
const asked: Asked[] = [];
let stopping = false;

async function watch(url: string): Promise<void> {
  while (!stopping) {
    const from = performance.now();
    const { status } = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(10_000) }).catch(() => ({
      status: 0,
    }));
    asked.push({ status, tookMs: performance.now() - from });
    await pause(EVERY_MS);
  }
  process.send?.(asked);
  process.disconnect();
}

process.once('message', (url: string) => {
  process.once('message', () => (stopping = true));
  void watch(url);
});
