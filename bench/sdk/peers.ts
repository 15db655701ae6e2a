import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { dataFolder } from '../../scripts/start/data-folder.mjs';

/** What other libraries are measured, and in which versions. They never become dependencies of the project. */
export const PEERS = {
  apitally: ['apitally@0.25.8'],
  opentelemetry: [
    '@opentelemetry/sdk-node@0.301.0',
    '@opentelemetry/instrumentation-http@0.301.0',
    '@opentelemetry/instrumentation-express@0.72.0',
    '@opentelemetry/exporter-trace-otlp-http@0.301.0',
  ],
  sentry: ['@sentry/node@11.12.0'],
} as const;
export type Peer = keyof typeof PEERS;

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

/** The folder that has a peer in its node_modules, installed at the first use; undefined when that fails, as offline. */
export async function folderOf(peer: Peer): Promise<string | undefined> {
  const folder = path.join(dataFolder(process.env), 'bench-peers', peer);
  const wanted = PEERS[peer].join(' ');
  if (installedIn(folder) === wanted) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{}\n');
  if (!(await install(folder, PEERS[peer]))) return undefined;
  writeFileSync(path.join(folder, 'installed'), wanted);
  return folder;
}
