import { execFileSync } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { temporaryDataFolder } from './data-folder';

/** A file system of its own in memory, of this size. Needs root. */
export function smallDisk(size: string): string {
  const folder = temporaryDataFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=755`, 'tmpfs', folder]);
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
  return folder;
}
