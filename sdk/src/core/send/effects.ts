import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { createSender, type Sender } from './sender';

/** Time as the SDK sees it; injected so that tests decide what time it is. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs `work` after `ms` without keeping the process alive; the answer cancels it. */
  after(ms: number, work: () => void): () => void;
}

/** What a test replaces. */
export interface Effects {
  clock: Clock;
  random(): number;
  sender(base: URL): Sender;
  /** Gzip, off the thread that serves the host's requests. */
  compress(text: string): Promise<Buffer>;
  env: Record<string, string | undefined>;
}

export const systemEffects: Effects = {
  clock: {
    now: () => Date.now(),
    after(ms, work) {
      const timer = setTimeout(work, ms).unref();
      return () => clearTimeout(timer);
    },
  },
  random: () => Math.random(),
  sender: createSender,
  compress: promisify<string, Buffer>(gzip),
  env: process.env,
};
