import path from 'node:path';
import { Presets, SingleBar } from 'cli-progress';
import type { LogFile } from './open-log';

export interface Progress {
  /** More of the file was read. */
  bytes(bytes: number): void;
  /** So many more lines are dealt with. */
  lines(lines: number): void;
  /** The next attempt has to wait. */
  waits(reason: string): void;
  stop(): void;
}

/** For logs and pipes: only what holds the import up, each reason once. */
function quiet(): Progress {
  const told = new Set<string>();
  return {
    bytes: () => undefined,
    lines: () => undefined,
    waits(reason) {
      if (!told.has(reason)) console.error(`import: waiting: ${reason}`);
      told.add(reason);
    },
    stop: () => undefined,
  };
}

/** A bar on the terminal, by bytes of the file; a counter of lines where the size is not known. */
export function showProgress({ name, sizeBytes }: LogFile): Progress {
  if (!process.stderr.isTTY) return quiet();
  const format =
    sizeBytes === null ? '{name}  {lines} lines{note}' : '{name}  {bar} {percentage} %  {lines} lines{note}';
  const bar = new SingleBar({ format, stream: process.stderr, clearOnComplete: true }, Presets.shades_classic);
  let done = 0;
  bar.start(Math.max(1, sizeBytes ?? 1), 0, { name: path.basename(name), lines: 0, note: '' });
  return {
    bytes: (bytes) => bar.increment(sizeBytes === null ? 0 : bytes),
    lines(lines) {
      done += lines;
      bar.update({ lines: done, note: '' });
    },
    waits: (reason) => bar.update({ note: `  waiting: ${reason}` }),
    stop: () => bar.stop(),
  };
}
