import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface TemporaryFolder {
  folder: string;
  remove(): void;
}

/** A folder of its own. Searchable, since Postgres may run as another user. */
export function makeTemporaryFolder(): TemporaryFolder {
  const folder = mkdtempSync(path.join(tmpdir(), 'callwatch-data-'));
  chmodSync(folder, 0o711);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Copies what is in a data folder on which nothing runs. Files keep their owners, which they lose when Node copies them. */
export function copyDataFolder(atRest: string, to: string): void {
  execFileSync('cp', ['-a', `${atRest}/.`, to]);
}
