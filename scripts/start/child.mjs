import { fork } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { waitForExit } from '../postgres/pids.mjs';
import { childEnv } from './child-env.mjs';
import { root } from './data-folder.mjs';
import { openLog } from './log-file.mjs';
import { say } from './progress.mjs';
import { Refusal } from './refusal.mjs';

const WARNING = 40; // pino's level
const GRACE_MS = 2_500;

/**
 * @typedef {object} ChildOptions
 * @property {string} name
 * @property {string} script
 * @property {string} dataDir
 * @property {Record<string, string | undefined>} env
 * @property {boolean} [talks] what it prints is meant for the user
 */
/** @typedef {{ type: string, url?: string, setupUrl?: string }} ReadyMessage */

/** Calls live for one flush, longer than the young generation keeps by default: 3.0 instead of 3.6 µs a call. */
export const SERVER_FLAGS = ['--max-semi-space-size=64'];

/**
 * Runs one of the app's processes. What it writes goes to `NAME.log` in the data folder; warnings are shown too.
 * Detached, so that Ctrl-C reaches the launcher only; a child ends itself when the channel to the launcher closes.
 * @param {ChildOptions} options
 */
export function startChild({ name, script, dataDir, env, talks = false }) {
  const child = fork(path.join(root, script), {
    env: childEnv(env),
    execArgv: ['--enable-source-maps', ...(name === 'server' ? SERVER_FLAGS : [])],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    detached: process.platform !== 'win32',
  });
  const write = openLog(path.join(dataDir, `${name}.log`));
  const lastWords = follow(child, { write, show: (line) => show(name, line), talks });
  /** @type {Promise<ReadyMessage>} */
  const ready = new Promise((resolve, reject) => {
    child.on('message', (/** @type {ReadyMessage} */ message) => message?.type === 'ready' && resolve(message));
    child.on('error', reject);
    child.on('close', (code, signal) => reject(deathOf(name, signal ?? code, lastWords())));
  });
  ready.catch(() => {}); // a child that ends after it was ready is `closed`'s matter
  /** @type {Promise<string>} */
  const closed = new Promise((resolve) => {
    child.on('close', (code, signal) => resolve(lastWords() || String(signal ?? `code ${code}`)));
  });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    child.kill('SIGTERM');
    if (!(await waitForExit(child.pid, GRACE_MS))) child.kill('SIGKILL');
  };
  return { ready, closed, stop };
}

/**
 * @param {string} name
 * @param {string | number | null} end
 * @param {string} words
 */
function deathOf(name, end, words) {
  return words
    ? new Refusal(words)
    : new Error(`the ${name} process ended with ${end}, see ${name}.log in the data folder`);
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {{ write: (line: string) => void, show: (line: string) => void, talks: boolean }} options
 * @returns {() => string} the plain line with which the child refused to start, if it did
 */
function follow(child, { write, show, talks }) {
  let refusal = '';
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      write(line);
      if (line.startsWith('callwatch: ')) refusal = line.slice('callwatch: '.length);
      else if (stream === child.stderr || talks) show(line);
    });
  }
  return () => refusal;
}

/**
 * @param {string} name
 * @param {string} line
 */
function show(name, line) {
  const entry = line.startsWith('{') ? parse(line) : undefined;
  if (!entry) say(`${name}: ${line}`);
  else if (entry.level >= WARNING)
    say(`${name}: ${entry.msg ?? line}${entry.err?.message ? `: ${entry.err.message}` : ''}`);
}

/**
 * @param {string} line
 * @returns {{ level: number, msg?: string, err?: { message?: string } } | undefined}
 */
function parse(line) {
  try {
    const entry = JSON.parse(line);
    return typeof entry.level === 'number' ? entry : undefined;
  } catch {
    return undefined;
  }
}
