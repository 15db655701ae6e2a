import { statfs } from 'node:fs/promises';
import type { ProcessFigures } from '../../shared';

/** The disk below the folder of the embedded database; nothing where it is not embedded, or not of this machine. */
export async function diskOf(databaseDir: string | null): Promise<Pick<ProcessFigures, 'disk'>> {
  if (databaseDir === null) return {};
  const { bavail, blocks, bsize } = await statfs(databaseDir);
  return { disk: { freeBytes: bavail * bsize, totalBytes: blocks * bsize } };
}
