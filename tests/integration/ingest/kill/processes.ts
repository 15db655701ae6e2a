import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { prepareFiles } from '../../../../scripts/postgres/files.mjs';
import { launchPostmaster } from '../../../../scripts/postgres/launch.mjs';
import { readPidFile, removePidFile } from '../../../../scripts/postgres/pid-file.mjs';
import { signalProcess, waitForExit } from '../../../../scripts/postgres/pids.mjs';
import { waitFor } from '../../../support';

const root = path.resolve(import.meta.dirname, '../../../..');

/** The bundles of server and worker, built for this test alone. */
export async function buildBundles(): Promise<{ folder: string; remove(): void }> {
  const folder = path.join(root, '.cache', `kill-test-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: { server: 'server.ts', worker: 'worker/main.ts' },
    outdir: folder,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
  });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** A process that is started again whenever it ends, as the launcher does. */
export class Supervised {
  private child: ChildProcess | undefined;
  private ended = false;
  private stderr = '';

  constructor(
    private readonly script: string,
    private readonly env: Record<string, string>,
  ) {}

  /** Resolves when it serves. */
  async start(): Promise<void> {
    const child = fork(this.script, {
      cwd: root,
      env: { ...process.env, ...this.env },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child = child;
    child.stderr?.on('data', (text: Buffer) => (this.stderr = (this.stderr + text.toString()).slice(-4_000)));
    child.once('exit', () => {
      if (!this.ended) setTimeout(() => void this.start().catch(() => undefined), 100);
    });
    const exited = once(child, 'exit').then(() => Promise.reject(new Error(`did not start: ${this.stderr}`)));
    exited.catch(() => undefined); // one that ends later is started again
    await Promise.race([once(child, 'message'), exited]);
  }

  kill(): void {
    this.child?.kill('SIGKILL');
  }

  async stop(): Promise<void> {
    this.ended = true;
    if (!this.child || this.child.exitCode !== null || this.child.signalCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await gone;
  }
}

/** Kills the postmaster of a data folder with SIGKILL and starts it again on the same port, over whatever it left. */
export async function killPostgres(dataDir: string): Promise<void> {
  const files = prepareFiles(dataDir);
  const found = readPidFile(files);
  if (!found) throw new Error('no Postgres to kill');
  signalProcess(found.pid, 'SIGKILL');
  await waitForExit(found.pid, 5_000);
  removePidFile(files);
  // its children notice within moments; until then the new one refuses the shared memory
  await waitFor(() => launchPostmaster(files, { port: found.port, settings: {} }), {
    timeoutMs: 60_000,
    what: 'Postgres',
  });
}

export async function stopPostgres(dataDir: string): Promise<void> {
  const found = readPidFile(prepareFiles(dataDir));
  if (!found) return;
  signalProcess(found.pid, 'SIGINT');
  await waitForExit(found.pid, 10_000);
}
