import type { BigIntStats } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

/** What the system says of a file. */
export interface FileFacts {
  device: string;
  inode: string;
  sizeBytes: number;
  modifiedAtMs: number;
}

export interface RotatedFile extends FileFacts {
  path: string;
  /** Named as rotation names files: by numbers or a time. */
  named: boolean;
}

/** Facts that compare exactly: ids of 64 bits are texts. */
export const factsOf = ({ dev, ino, size, mtimeNs }: BigIntStats): FileFacts => ({
  device: String(dev),
  inode: String(ino),
  sizeBytes: Number(size),
  modifiedAtMs: Number(mtimeNs) / 1e6,
});

/** `.1`, `-20260304`, `-2026-03-04T09-30-15.250` */
const COUNTER = /^[.-]\d[\dT._-]*$/;
const GZIP = /\.gz$/;

/** Is it a name that rotation gives to a log: `access.log.1`, `access.log-20260304.gz`, `access-20260304.log`? */
export function isRotatedName(name: string, log: string): boolean {
  const plain = name.replace(GZIP, '');
  if (plain.startsWith(log)) return COUNTER.test(plain.slice(log.length));
  const extension = path.extname(log);
  const stem = path.basename(log, extension);
  const fits = extension !== '' && plain.startsWith(stem) && plain.endsWith(extension);
  return fits && COUNTER.test(plain.slice(stem.length, -extension.length));
}

/** The files beside a log whose names begin as its own, oldest first. One that is being compressed counts once. */
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
    files.push({ ...factsOf(found), path: file, named: isRotatedName(name, base) });
  }
  return files.sort((a, b) => a.modifiedAtMs - b.modifiedAtMs);
}
