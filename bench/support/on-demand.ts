import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dataFolder } from '../../scripts/start/data-folder.mjs';

const INSTALL_WITHIN_MS = 180_000;

function install(folder: string, packages: readonly string[]): Promise<boolean> {
  const flags = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder];
  const child = spawn('npm', ['install', ...flags, ...packages], {
    cwd: folder,
    stdio: 'ignore',
    timeout: INSTALL_WITHIN_MS,
  });
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}

function installedIn(folder: string): string | undefined {
  try {
    return readFileSync(path.join(folder, 'installed'), 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * The folder that has packages in its node_modules which only a measurement needs: they never become dependencies of the
 * project. They are installed at the first use; undefined when that fails, as offline.
 */
export async function folderWith(name: string, packages: readonly string[]): Promise<string | undefined> {
  const folder = path.join(dataFolder(process.env), 'bench-peers', name);
  const wanted = packages.join(' ');
  if (installedIn(folder) === wanted) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{}\n');
  if (!(await install(folder, packages))) return undefined;
  writeFileSync(path.join(folder, 'installed'), wanted);
  return folder;
}
