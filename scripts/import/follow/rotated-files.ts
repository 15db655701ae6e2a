import type { BigIntStats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { counterOf, GZIP, isBefore } from './rotation-names';

/** What the system says of a file. */
export interface FileFacts {
  device: string;
  inode: string;
  sizeBytes: number;
  modifiedAtMs: number;
}

export interface RotatedFile extends FileFacts {
  path: string;
  /** What rotation added to the log's name; null when it is named otherwise. */
  counter: string | null;
}

/** Facts that compare exactly: ids of 64 bits are texts. */
export const factsOf = ({ dev, ino, size, mtimeNs }: BigIntStats): FileFacts => ({
  device: String(dev),
  inode: String(ino),
  sizeBytes: Number(size),
  modifiedAtMs: Number(mtimeNs) / 1e6,
});

type FileId = Pick<FileFacts, 'device' | 'inode'>;
export const isSame = (a: FileId, b: FileId): boolean => a.device === b.device && a.inode === b.inode;

/** The files beside a log whose names begin as its own, by when they were written to. One that is being compressed counts once. */
export async function rotatedFiles(log: string, statePath: string): Promise<RotatedFile[]> {
  const folder = path.dirname(log);
  const base = path.basename(log);
  const stem = path.basename(base, path.extname(base));
  const names = (await readdir(folder)).filter((name) => name.startsWith(stem) && name !== base);
  const files: RotatedFile[] = [];
  for (const name of names) {
    const file = path.join(folder, name);
    const halfWritten = GZIP.test(name) && names.includes(name.replace(GZIP, ''));
    if (halfWritten || file.startsWith(statePath)) continue;
    const found = await stat(file, { bigint: true }).catch(() => null); // renamed meanwhile
    if (!found?.isFile()) continue;
    files.push({ ...factsOf(found), path: file, counter: counterOf(name, base) });
  }
  return files.sort((a, b) => a.modifiedAtMs - b.modifiedAtMs);
}

const idsOf = (files: readonly RotatedFile[]): string =>
  files
    .map(({ path: file, device, inode }) => `${file} ${device} ${inode}`)
    .sort((a, b) => a.localeCompare(b))
    .join('\n');

/** The same in the middle of no rotation: a file that is renamed while it is looked for may be missed. */
export async function settledFiles(log: string, statePath: string): Promise<RotatedFile[]> {
  for (let before = await rotatedFiles(log, statePath); ;) {
    const files = await rotatedFiles(log, statePath);
    if (idsOf(files) === idsOf(before)) return files;
    before = files;
  }
}

interface Sent {
  /** Files that were sent to their end. */
  sent: readonly RotatedFile[];
  /** What follows them was written to then or later. */
  sinceMs: number;
}

/**
 * Of files that were not sent, by when they were written to, the one to be sent next: the oldest that was rotated after those that
 * were, by its name or by its time. Lines that came late make a time later, so it orders only what names do not.
 */
export function nextOf(unsent: readonly RotatedFile[], { sent, sinceMs }: Sent): RotatedFile | null {
  const isAfter = ({ counter }: RotatedFile): boolean =>
    sent.some((one) => isBefore(one.counter, counter)) && !sent.some((one) => isBefore(counter, one.counter));
  const next = unsent.filter((file) => file.modifiedAtMs >= sinceMs || isAfter(file));
  return next.find((file) => !next.some(({ counter }) => isBefore(counter, file.counter))) ?? null;
}

/** Files of which no name tells whether they were rotated before or after those that were sent. */
export function unclear(unsent: readonly RotatedFile[], sent: readonly RotatedFile[]): RotatedFile[] {
  return unsent.filter(
    ({ counter }) => !sent.some((one) => isBefore(one.counter, counter) || isBefore(counter, one.counter)),
  );
}
