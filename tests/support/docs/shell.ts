import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { ROOT } from './documents';
import { STAND_INS, type Asked } from './stand-ins';

/** Commands of the documents that are run themselves. */
const REAL = ['sh', 'curl', 'date', 'find', 'grep', 'cp', 'chmod', 'install'];

/** Scripts that `npm` runs for real, on the instance of the test. */
const REAL_SCRIPTS = ['import', 'admin', 'backup', 'restore', 'db:migrate'];

/** Folders of the documents' machines: they are below a folder of the test. */
const PLACES = /(?<=^|[\s'"=])\/(?=(etc|var\/log|backups|opt\/callwatch|tmp\/drill)\b)/gm;

const RECORD = `env > "$DOCS_LOG.$$" && printf '%s\\037' "$$" "\${0##*/}" "$@" >> "$DOCS_LOG" && printf '\\n' >> "$DOCS_LOG"`;

/** A restore goes into a folder of its own, as the instance runs; the backup that it names is the latest. */
const NPM = `
PATH=$REAL_PATH
case "$1 $2 $3" in
  'run --silent restore')
    for file in "$@"; do :; done
    [ -e "$file" ] || ln "$(ls -t "\${file%/*}"/*.tar.gz | head -n 1)" "$file"
    [ "$CALLWATCH_DATA_DIR" = "$DOCS_DATA_DIR" ] && export CALLWATCH_DATA_DIR="$DOCS_DATA_DIR-restored.$$" ;;
esac
case "$2 $3" in
  ${REAL_SCRIPTS.flatMap((name) => [`'--silent ${name}'`, `${name}\\ *`]).join(' | ')}) exec npm "$@" ;;
esac
`;

/** A program may be run by scripts of npm, which then means itself. */
const NODE = `[ "$1" = server.js ] || { PATH=$REAL_PATH; exec node "$@"; }\n`;

export interface Clone {
  folder: string;
  /** Where absolute paths of the documents begin. */
  base: string;
  bin: string;
}

function writeProgram(file: string, script: string): void {
  writeFileSync(file, `#!/bin/sh\n${script}`);
  chmodSync(file, 0o755);
}

const found = (name: string): string | undefined =>
  process.env['PATH']
    ?.split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find(existsSync);

/** A clone of the project at the place of the documents, and a PATH of nothing but what they may use. */
export function makeClone(base: string): Clone {
  const [folder, bin] = [path.join(base, 'opt/callwatch'), path.join(base, 'bin')];
  for (const place of [folder, bin, path.join(base, 'backups'), path.join(base, 'etc/systemd/system')])
    mkdirSync(place, { recursive: true });
  for (const name of readdirSync(ROOT).filter((one) => !['deploy', '.git', '.callwatch'].includes(one)))
    symlinkSync(path.join(ROOT, name), path.join(folder, name));
  cpSync(path.join(ROOT, 'deploy'), path.join(folder, 'deploy'), { recursive: true });
  for (const name of REAL) {
    const program = found(name);
    if (program) symlinkSync(program, path.join(bin, name));
    else if (name !== 'curl') throw new Error(`${name} is not on this machine`);
  }
  for (const [name, { prints }] of Object.entries(STAND_INS)) {
    const before = name === 'npm' ? NPM : name === 'node' ? NODE : '';
    writeProgram(path.join(bin, name), `${before}PATH=/usr/bin:/bin\n${RECORD}${prints ? `\necho '${prints}'` : ''}\n`);
  }
  if (!existsSync(path.join(bin, 'curl')))
    writeProgram(
      path.join(bin, 'curl'),
      `exec "${process.execPath}" "${path.join(ROOT, 'tests/support/docs/curl.mjs')}" "$@"\n`,
    );
  return { folder, base, bin };
}

export interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string;
  /** What stand-ins were asked, in order. */
  asked: (Asked & { command: string })[];
  /** What the shell knew at the end. */
  variables: Readonly<Record<string, string>>;
}

const pairs = (lines: string): Record<string, string> =>
  Object.fromEntries([...lines.matchAll(/^(\w+)='?(.*?)'?$/gm)].map(([, name, value]) => [name, value]));

function readAsked(log: string): Outcome['asked'] {
  if (!existsSync(log)) return [];
  const records = readFileSync(log, 'utf8').split('\x1f\n').slice(0, -1);
  return records.map((record) => {
    const [process = '', command = '', ...args] = record.split('\x1f');
    return { command, args, env: pairs(readFileSync(`${log}.${process}`, 'utf8')) };
  });
}

export interface Shell {
  clone: Clone;
  env: Readonly<Record<string, string>>;
  /** Texts of the document that are somebody's own, and ours. */
  replace: Readonly<Record<string, string>>;
  started?: (child: ChildProcess) => void;
}

let count = 0;

/** Runs what a document says as it stands, but for what is somebody's own; the first command that fails ends it. */
export async function runShell(script: string, { clone, env, replace, started }: Shell): Promise<Outcome> {
  const log = path.join(clone.base, `asked-${(count += 1)}`);
  const own = Object.entries(replace).reduce((all, [theirs, ours]) => all.replaceAll(theirs, ours), script);
  const lines = `${own.replaceAll(PLACES, `${clone.base}/`)}\nset > "$DOCS_LOG.set"\n`;
  const child = spawn('sh', ['-euc', lines], {
    cwd: clone.folder,
    detached: true,
    env: { ...env, PATH: clone.bin, REAL_PATH: process.env['PATH'] ?? '', DOCS_LOG: log, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  started?.(child);
  const [code, stdout, stderr] = await Promise.all([closed, text(child.stdout), text(child.stderr)]);
  const set = `${log}.set`;
  return {
    code,
    stdout,
    stderr,
    asked: readAsked(log),
    variables: existsSync(set) ? pairs(readFileSync(set, 'utf8')) : {},
  };
}
