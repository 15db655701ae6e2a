import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder of the test's own. Searchable, since Postgres may run as another user. */
export function makeTemporaryFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'callwatch-data-'));
  chmodSync(folder, 0o711);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The same as a data folder, removed after the test. */
export function temporaryDataFolder(): string {
  const { folder, remove } = makeTemporaryFolder();
  onTestFinished(remove);
  return folder;
}

/**
 * A copy of a data folder on which nothing runs, removed after the test: a start on it makes no cluster and no tables. Files
 * keep their owners, which they lose when Node copies them.
 */
export function copyOfDataFolder(atRest: string): string {
  const folder = temporaryDataFolder();
  execFileSync('cp', ['-a', `${atRest}/.`, folder]);
  return folder;
}
