import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { freePort } from './free-port';
import { childEnv } from '../../scripts/start/child-env.mjs';
import { waitFor } from './wait-for';

const root = path.resolve(import.meta.dirname, '../..');

export interface LaunchOptions {
  dataDir: string;
  env?: Record<string, string | undefined>;
  args?: string[];
}

export interface Launch {
  child: ChildProcess;
  /** Everything printed so far. */
  output(): string;
  /** Resolves with exit code and what was printed. */
  exited: Promise<{ code: number | null; stdout: string; stderr: string }>;
}

/** A test that timed out leaves nothing behind. */
const running = new Set<ChildProcess>();
process.once('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** Runs `scripts/start.mjs` on a data folder, without npm's own variables. */
export function launch({ dataDir, env = {}, args = [] }: LaunchOptions): Launch {
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|NODE_ENV)/.test(name)),
  );
  const child = spawn(process.execPath, ['scripts/start.mjs', ...args], {
    cwd: root,
    env: childEnv({ ...inherited, CALLWATCH_DATA_DIR: dataDir, ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.once('close', () => running.delete(child));
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const exited = once(child, 'close').then(() => ({ code: child.exitCode, stdout, stderr }));
  return { child, output: () => stdout + stderr, exited };
}

export interface RunningCallwatch extends Launch {
  url: string;
  /** The one-time link of a fresh instance. */
  setupUrl: string | undefined;
  /** SIGTERM, then waits for the end. */
  stop(): Promise<void>;
}

/** Starts a whole instance on a free port and waits until it serves. */
export async function startCallwatch({ env = {}, ...options }: LaunchOptions): Promise<RunningCallwatch> {
  const port = await freePort();
  const run = launch({ ...options, env: { PORT: String(port), ...env } });
  await waitFor(() => / ready http/.test(run.output()) || run.child.exitCode !== null, {
    timeoutMs: 120_000,
    what: 'the line "ready"',
  });
  if (run.child.exitCode !== null) throw new Error(`the start failed:\n${run.output()}`);
  return {
    ...run,
    url: / ready (\S+) in/.exec(run.output())?.[1] ?? '',
    setupUrl: / set up: (\S+)/.exec(run.output())?.[1],
    stop: async () => {
      run.child.kill('SIGTERM');
      await run.exited;
    },
  };
}
