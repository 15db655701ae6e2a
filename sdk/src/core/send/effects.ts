import { promisify } from 'node:util';
import { gzip, gzipSync, type ZlibOptions } from 'node:zlib';
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
  /** Gzip. */
  compress(text: string): Buffer | Promise<Buffer>;
  env: Record<string, string | undefined>;
}

/** A third of the time of level 6, for 12 % more bytes. */
const FAST = { level: 1 };
/** A batch of 1,000 calls: 0.3 ms here. To hand it to a thread takes longer than that. */
const SMALL_LENGTH = 65_536;
const inThread = promisify<string, ZlibOptions, Buffer>(gzip);

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
  compress: (text) => (text.length > SMALL_LENGTH ? inThread : gzipSync)(text, FAST),
  env: process.env,
};
