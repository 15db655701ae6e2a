import { statSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { Command } from 'commander';
import { LOG_FORMATS, type LogFormat } from '../../lib/formats';
import { parseAccessKey } from '../../lib/storage/secrets/access-key';
import { dataFolder, readConnection } from '../start/data-folder.mjs';
import { lockHolder } from '../start/lock.mjs';
import { findLog, type LogFile } from './open-log';

export type Settings = Readonly<Record<string, string | undefined>>;

export interface ImportOptions {
  files: LogFile[];
  url: string;
  key: string;
  /** Slug of the environment that the calls go into. */
  environment: string;
  /** Null when that is the key's own. */
  rowEnvironment: string | null;
  /** A part of the ids of all that is sent; empty unless told. */
  source: string;
  keep: boolean;
  /** Undefined: by the shape of each line. */
  format: LogFormat | undefined;
  /** Are users consumers? */
  users: boolean;
  /** The log to follow in place of files; null when those are to be read once. */
  follow: { name: string; log: string; statePath: string; source: LogOrigin } | null;
}

/** The source of a followed log, and whether the command line told it; else that of a remembered position goes before. */
export interface LogOrigin {
  name: string;
  told: boolean;
}

/** The command line is wrong. */
export class UsageError extends Error {}

const HELP = `
The key is that of a project's environment; the calls go into it, or with --keep into the project's archive.
The same file again changes nothing, also when it has grown since: only the new lines are stored.

Examples
  npm run --silent import -- --key cwk_production_… /var/log/nginx/access.log
  npm run --silent import -- --key cwk_production_… --follow /var/log/nginx/access.log
  zcat access.log.*.gz | CALLWATCH_KEY=cwk_production_… npm run --silent import -- --keep -`;

const FORMATS = Object.keys(LOG_FORMATS);
const isFormat = (name: string): name is LogFormat => name in LOG_FORMATS;

interface Parsed {
  files: string[];
  key?: string;
  url?: string;
  source?: string;
  keep?: true;
  format?: string;
  users?: true;
  follow?: true;
  state?: string;
}

function parse(argv: readonly string[]): Parsed {
  const program = new Command('import')
    .description('Imports access logs of Apache, nginx, Caddy, Traefik and AWS load balancers')
    .argument('<file...>', 'logs, plain or gzip; - is the standard input')
    .option('--key <key>', 'ingest key of the project (default: CALLWATCH_KEY)')
    .option('--url <url>', 'of Callwatch (default: CALLWATCH_URL, the instance that runs here, http://127.0.0.1:3000)')
    .option('--keep', 'into the archive environment: calls from 2000 on, kept for good, outside alerting')
    .option('--format <format>', `of all lines: ${FORMATS.join(', ')} (default: by the shape of each line)`)
    .option(
      '--source <name>',
      'of the lines: the same text of another is not the same (default with --follow: HOST:FILE)',
    )
    .option('--users', 'users become consumers: only for a server that checks the password of each request')
    .option('--follow', 'sends the lines of one log as they come, over rotations, until it is stopped')
    .option('--state <file>', 'where --follow remembers its position (default: FILE.callwatch.json, beside the log)')
    .addHelpText('after', HELP)
    .exitOverride()
    .configureOutput({ outputError: () => undefined, writeErr: () => undefined });
  program.parse(argv, { from: 'user' });
  return { ...program.opts<Omit<Parsed, 'files'>>(), files: program.args };
}

const ARCHIVE = 'archive';

function readKey(
  key: string | undefined,
  keep: boolean,
): Pick<ImportOptions, 'key' | 'environment' | 'rowEnvironment'> {
  if (!key) throw new UsageError('give the ingest key with --key or in CALLWATCH_KEY');
  const parsed = parseAccessKey(key);
  if (parsed?.kind === 'token') throw new UsageError('--key: this is an API token; an ingest key begins with cwk_');
  if (!parsed) throw new UsageError('--key: this is no ingest key, or a part of it is missing');
  return { key, environment: keep ? ARCHIVE : parsed.environment, rowEnvironment: keep ? ARCHIVE : null };
}

function runningUrl(env: Settings): string | undefined {
  const dataDir = dataFolder({ ...env });
  return lockHolder(dataDir) ? readConnection(dataDir)?.url : undefined;
}

/** Messages do not repeat what may hold a password. */
function readUrl(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) {
    const given = url.includes('@') ? 'this' : `"${url}"`;
    throw new UsageError(`--url: ${given} is no address such as http://127.0.0.1:3000`);
  }
  if (parsed.username === '' && parsed.password === '') return url;
  throw new UsageError('--url: leave name and password out of the address; the ingest key is all that is sent');
}

function readFormat(name: string | undefined): LogFormat | undefined {
  if (name === undefined || isFormat(name)) return name;
  throw new UsageError(`--format: "${name}" is none of ${FORMATS.join(', ')}`);
}

/** The one log to follow. It may not be there yet, but its folder must. */
function readFollow({ files, follow, state, source }: Parsed, folder: string): ImportOptions['follow'] {
  if (!follow) {
    if (state !== undefined) throw new UsageError('--state is for --follow');
    return null;
  }
  const [name] = files;
  if (name === undefined || files.length > 1) throw new UsageError('--follow takes one log; start it once for each');
  if (name === '-') throw new UsageError('--follow needs a file: the standard input has no position to remember');
  if (name.endsWith('.gz')) throw new UsageError(`--follow: ${name} is compressed, nothing is written to it any more`);
  const log = path.resolve(folder, name);
  if (!statSync(path.dirname(log), { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`there is no folder ${path.dirname(log)}`);
  }
  if (statSync(log, { throwIfNoEntry: false })?.isDirectory()) throw new UsageError(`${name} is a folder, not a file`);
  const statePath = state === undefined ? `${log}.callwatch.json` : path.resolve(folder, state);
  return { name, log, statePath, source: { name: source ?? `${hostname()}:${log}`, told: source !== undefined } };
}

/** Options of the command line, completed by the environment. Throws a UsageError, or what commander throws. */
export function readOptions(argv: readonly string[], env: Settings): ImportOptions {
  const parsed = parse(argv);
  const { files, key, url, keep = false, format, users = false } = parsed;
  const folder = env['INIT_CWD'] || process.cwd(); // npm runs scripts in the project's folder
  if (files.filter((name) => name === '-').length > 1) throw new UsageError('the standard input can be read only once');
  try {
    const follow = readFollow(parsed, folder);
    return {
      ...readKey(key || env['CALLWATCH_KEY'], keep),
      url: readUrl(url ?? (env['CALLWATCH_URL'] || runningUrl(env) || 'http://127.0.0.1:3000')),
      follow,
      source: parsed.source ?? '',
      files: follow ? [] : files.map((name) => findLog(name, path.resolve(folder, name))),
      keep,
      format: readFormat(format),
      users,
    };
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
