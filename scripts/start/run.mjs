import { spawn } from 'node:child_process';
import { childEnv } from './child-env.mjs';
import { root } from './data-folder.mjs';

/** A step whose program failed, with what it printed. */
export class StepError extends Error {
  /**
   * @param {string} message
   * @param {string} output
   */
  constructor(message, output) {
    super(/ENOSPC|no space left on device/i.test(output) ? 'ENOSPC' : message);
    this.name = 'StepError';
    this.output = output;
  }
}

/**
 * Runs a Node program to its end, quietly; what it printed comes with the error when it fails.
 * @param {string[]} args
 * @param {{ env?: Record<string, string | undefined>, signal?: AbortSignal | undefined, cwd?: string }} [options]
 * @returns {Promise<string>} what it printed
 */
export function runNode(args, { env = {}, signal, cwd = root } = {}) {
  const child = spawn(process.execPath, args, {
    cwd,
    env: childEnv({ ...process.env, ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(signal && { signal }),
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      output = (output + text).slice(-100_000);
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, killed) => {
      if (code === 0) resolve(output);
      else reject(new StepError(`${args.slice(0, 3).join(' ')} ended with ${killed ?? code}`, output));
    });
  });
}
