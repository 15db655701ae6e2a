import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { freePort } from '../../scripts/postgres/ports.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const READY_WITHIN_MS = 300_000;

const bootstrapped = z.object({
  organizationId: z.string(),
  projectId: z.number(),
  ingestKey: z.string(),
  apiToken: z.string(),
});
export type Bootstrapped = z.infer<typeof bootstrapped>;

/** Who owns the instance and signs in to it. */
export const OWNER = { email: 'bench@callwatch.example', password: 'a long bench password' };

/** A whole Callwatch of its own: data folder, Postgres, server and worker, as `npm start` makes them. */
export interface Instance extends Bootstrapped {
  url: string;
  dataDir: string;
  stop(): Promise<void>;
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => reject(new Error(`not ready in time:\n${output}`)), READY_WITHIN_MS);
    const hear = (text: Buffer): void => {
      output += text.toString();
      if (!/\bready http/.test(output)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`the start ended with ${code}:\n${output}`)));
  });
}

function ended(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (text: Buffer) => (output += text.toString()));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`ended with ${code}: ${output}`))));
  });
}

async function bootstrap(env: NodeJS.ProcessEnv): Promise<Bootstrapped> {
  const args = [
    '--email',
    OWNER.email,
    '--password',
    OWNER.password,
    '--organization',
    'Bench',
    '--project',
    'bench-api',
  ];
  const child = spawn('npm', ['run', '--silent', 'admin', '--', 'bootstrap', ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const output = await ended(child);
  return bootstrapped.parse(JSON.parse(output.trim().split('\n').at(-1) ?? ''));
}

/** Starts an instance with the given settings in a temporary folder; `stop` ends it and removes the folder. */
export async function startInstance(settings: Record<string, string> = {}): Promise<Instance> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'callwatch-bench-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...process.env, CALLWATCH_DATA_DIR: dataDir, PORT: String(port), CALLWATCH_URL: url, ...settings };
  const child = spawn(process.execPath, ['scripts/start.mjs'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = async (): Promise<void> => {
    if (child.exitCode === null) {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    }
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await ready(child);
    return { url, dataDir, ...(await bootstrap(env)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
