import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { transformSync } from 'esbuild';
import { onTestFinished } from 'vitest';
import { freePort, waitFor } from '..';
import { blocksOf, ROOT, type Block } from './documents';
import { programOf } from './hosts';

export interface RunningHost {
  child: ChildProcess;
  url: string;
  /** What it printed so far. */
  said(): string;
}

/** The lines that set an API up for OpenTelemetry, as the guide gives them. */
const EXPORTS = blocksOf('sh').find(({ text }) => text.includes('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'))?.text ?? '';

/** Whether somebody listens; no request is made, which would be a call. */
async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.destroy();
  return true;
}

/** Runs a snippet in a process of its own, on a port that is free, reporting to `url`; it ends with the test. */
export async function runHost(block: Block, env: { url: string; key: string; secret?: string }): Promise<RunningHost> {
  const port = await freePort();
  const own = (text: string): string =>
    text
      .replaceAll('http://127.0.0.1:3000', env.url)
      .replaceAll('cwk_production_…', env.key)
      .replaceAll('8080', String(port));
  mkdirSync(path.join(ROOT, '.cache'), { recursive: true });
  const folder = mkdtempSync(path.join(ROOT, '.cache/docs-')); // below the packages that it imports
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = path.join(folder, 'host.mjs');
  writeFileSync(file, transformSync(own(programOf(block)), { loader: 'ts', format: 'esm', target: 'node20' }).code);
  const child = spawn('sh', ['-euc', `${own(EXPORTS)}\nexec "$0" "$1"`, process.execPath, file], {
    env: { ...process.env, CALLWATCH_KEY: env.key, CALLWATCH_URL: env.url, CALLWATCH_WEBHOOK_SECRET: env.secret },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  const url = `http://127.0.0.1:${port}`;
  await waitFor(() => child.exitCode !== null || isListening(port), {
    timeoutMs: 30_000,
    what: `the host of ${block.document}`,
  });
  if (child.exitCode !== null) throw new Error(`the host of ${block.document}:${block.line} ended: ${said}`);
  return { child, url, said: () => said };
}

/** Ends it as a person does, and gives its exit code. */
export async function interrupt({ child }: RunningHost): Promise<number | null> {
  child.kill('SIGINT');
  await once(child, 'exit');
  return child.exitCode;
}
