import path from 'node:path';
import { parseArgs } from 'node:util';
import { plainCause } from '../start/refusal.mjs';

/** Input that cannot be used: one line, exit code 2. */
export class UsageError extends Error {}

/**
 * The one argument of a command, as a path, and its switches. Paths are relative to where npm was called.
 * @param {string} usage
 * @param {string[]} [switches]
 */
export function readArguments(usage, switches = []) {
  const options = Object.fromEntries(switches.map((name) => [name, /** @type {const} */ ({ type: 'boolean' })]));
  let given;
  try {
    given = parseArgs({ args: process.argv.slice(2), options, allowPositionals: true });
  } catch {
    throw new UsageError(`usage: ${usage}`);
  }
  const [target, ...more] = given.positionals;
  if (!target || more.length > 0) throw new UsageError(`usage: ${usage}`);
  return {
    target: path.resolve(process.env.INIT_CWD ?? process.cwd(), target),
    given: new Set(Object.keys(given.values)),
  };
}

/**
 * @param {Record<string, string | undefined>} env
 */
export function refuseExternal(env) {
  if (!env.DATABASE_URL) return;
  throw new UsageError(
    'DATABASE_URL is set: back up and restore a database of your own by pg_dump or pg_basebackup, see docs/guides/operating.md',
  );
}

const NO_SECRET = 'the archive holds no secret: the instance needs its CALLWATCH_SECRET, which is kept elsewhere';

/**
 * Runs a command to its end: its result as one line of JSON, or one line on stderr and an exit code.
 * @param {string} name
 * @param {() => Promise<{ hasSecret: boolean }>} work
 */
export async function runCommand(name, work) {
  try {
    const result = await work();
    if (!result.hasSecret) console.error(`${name}: ${NO_SECRET}`);
    console.log(JSON.stringify(result));
  } catch (error) {
    const { message = String(error), name: kind } = Object(error);
    const line = kind === 'AbortError' ? 'stopped before it was complete' : (plainCause(error) ?? message);
    console.error(`${name}: ${String(line).replaceAll(/\s+/g, ' ').trim()}`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
