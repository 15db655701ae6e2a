import { inject, onTestFinished } from 'vitest';
import { copyDataFolder, makeTemporaryFolder, type TemporaryFolder } from './temporary-folder';

/** An empty folder, removed after the test. */
export function temporaryDataFolder(): string {
  const { folder, remove } = makeTemporaryFolder();
  onTestFinished(remove);
  return folder;
}

/** A copy of a data folder on which nothing runs, removed after the test: a start on it makes no cluster and no tables. */
export function copyOfDataFolder(atRest: string): string {
  const folder = temporaryDataFolder();
  copyDataFolder(atRest, folder);
  return folder;
}

/**
 * Puts cluster and tables into an empty folder, and nothing else. For tests of what comes after a first start: to make them
 * is a quarter of its processor time.
 */
export const putTablesInto = (folder: string): void => copyDataFolder(inject('testPostgres').migratedFolder, folder);

/** A data folder with these. */
export function makeMigratedFolder(): TemporaryFolder {
  const made = makeTemporaryFolder();
  putTablesInto(made.folder);
  return made;
}

/** The same, removed after the test. */
export const migratedDataFolder = (): string => copyOfDataFolder(inject('testPostgres').migratedFolder);
