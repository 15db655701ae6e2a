import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { text } from 'node:stream/consumers';
import path from 'node:path';
import { connect, type Storage } from '../../../lib/storage';
import { childEnv } from '../../../scripts/start/child-env.mjs';
import { readConnection } from '../../../scripts/start/data-folder.mjs';

const root = path.resolve(import.meta.dirname, '../../..');

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** The last line of what a command printed, which is JSON. */
export function resultOf({ stdout, stderr, code }: Ended): Record<string, unknown> {
  if (code !== 0) throw new Error(`ended with ${code}: ${stderr}`);
  return Object(JSON.parse(stdout.trim().split('\n').at(-1) ?? ''));
}

export interface Command {
  child: ChildProcess;
  ended: Promise<Ended>;
}

/** Runs `backup` or `restore` on a data folder, as a person does. */
export function startCommand(name: 'backup' | 'restore', dataDir: string, args: string[], env = {}): Command {
  const clean = Object.entries(process.env).filter(([key]) => !/^(npm_|VITEST|NODE_ENV|INIT_CWD|DATABASE_)/.test(key));
  const child = spawn(process.execPath, [`scripts/${name}.mjs`, ...args], {
    cwd: root,
    env: childEnv({ ...Object.fromEntries(clean), CALLWATCH_DATA_DIR: dataDir, ...env }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const ended = Promise.all([closed, text(child.stdout), text(child.stderr)]);
  return { child, ended: ended.then(([code, stdout, stderr]) => ({ code, stdout, stderr })) };
}

export const run = (...args: Parameters<typeof startCommand>): Promise<Ended> => startCommand(...args).ended;

/** The database of the instance that runs on a data folder. */
export function openDatabase(dataDir: string): Storage {
  const url = readConnection(dataDir)?.appUrl ?? '';
  return connect({ url, max: 4, applicationName: 'test', onIdleError: () => undefined });
}

interface Column {
  table: string;
  scoped: boolean;
}

/** What a running server writes of itself: that it lives, when it last listened, and since when it had not. */
const OF_THE_SERVER: Readonly<Record<string, string>> = {
  instance_setting: "where name <> 'ingest_beat'",
  ingest_gap: 'where false',
  instance_process: 'where false',
};

/** Rows and hash of every table: of one project, where the table is by project. */
export async function hashTables(storage: Storage, projectId: number): Promise<Record<string, string>> {
  const { rows: tables } = await storage.query<Column>(
    `select c.relname as "table", bool_or(a.attname = 'project_id') as scoped
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
        and has_table_privilege(c.oid, 'select')
      group by 1 order by 1`,
  );
  const hashes: Record<string, string> = {};
  for (const { table, scoped } of tables) {
    const { rows } = await storage.query<{ row: string }>(
      `select t::text as row from "${table}" t ${scoped ? 'where project_id = $1' : (OF_THE_SERVER[table] ?? '')} order by 1`,
      scoped ? [projectId] : [],
    );
    const hash = createHash('sha256');
    for (const { row } of rows) hash.update(`${row}\n`);
    hashes[table] = `${rows.length} rows, ${hash.digest('hex').slice(0, 16)}`;
  }
  return hashes;
}
