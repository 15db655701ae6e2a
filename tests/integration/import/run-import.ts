import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Counts } from '../../../scripts/import/tally';
import { commandFile } from '../../support/command-file';

const root = path.resolve(import.meta.dirname, '../../..');

export interface Imported {
  code: number | null;
  stdout: string;
  stderr: string;
  /** Of the last line; zeros when there was none. */
  counts: Counts;
}

const NOTHING: Counts = { read: 0, accepted: 0, duplicate: 0, rejected: 0, reasons: {} };

/** As npm does it: by a shell, which gets the signals and passes none on. */
const NPM_SHELL = ['/bin/sh', '-c', '"$@"; exit $?', 'sh'];

interface Run {
  input?: string | Buffer;
  /** Told of the process that signals go to. */
  started?: (child: ChildProcess) => void;
  byNpm?: boolean;
}

/** Runs the command as a user does, with text on its standard input. */
export async function runImport(args: readonly string[], { input = '', started, byNpm }: Run = {}): Promise<Imported> {
  const env = { ...process.env, CALLWATCH_KEY: '', CALLWATCH_URL: '', INIT_CWD: root, npm_lifecycle_event: 'import' };
  const [program = '', ...line] = [...(byNpm ? NPM_SHELL : []), process.execPath, commandFile('import'), ...args];
  const child = spawn(program, line, { cwd: root, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  started?.(child);
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  child.stdin.on('error', () => undefined); // it may end before it has read all
  child.stdin.end(input);
  await once(child, 'close');
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  const counts = last.startsWith('{') ? (JSON.parse(last) as Counts) : NOTHING;
  return { code: child.exitCode, stdout, stderr, counts };
}

export interface Running {
  /** What it has said so far. */
  said(): string;
  /** Stops it with a signal. */
  stop(signal: NodeJS.Signals): Promise<Imported>;
}

/** Starts the command, for as long as it runs. */
export async function startImport(args: readonly string[], { byNpm = false } = {}): Promise<Running> {
  return new Promise((resolve) => {
    let said = '';
    const ended = runImport(args, {
      byNpm,
      started(child) {
        child.stderr?.on('data', (text: string) => (said += text));
        const stop = (signal: NodeJS.Signals): Promise<Imported> => (child.kill(signal), ended);
        resolve({ said: () => said, stop });
      },
    });
  });
}

/** A folder that ends with the test. */
export function scratchFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'callwatch-import-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
