import { fork, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { bootstrap } from '../../lib/projects';
import { connect, sealSecret } from '../../lib/storage';
import { migrate } from '../../scripts/database/migrate.mjs';
import { openEmbedded } from '../../scripts/database/open.mjs';
import { buildPart } from '../../scripts/start/build.mjs';
import { SERVER_FLAGS } from '../../scripts/start/child.mjs';
import { freePort } from '../../scripts/postgres/ports.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const EARLIER_CLOCK = path.join(root, 'bench/support/earlier-clock.mjs');
export const SECRET = 'a secret for benchmarks, long enough for all';

export interface Process {
  url: string;
  stop(): Promise<void>;
}

/** `web` serves pages, API and ingest. */
type ProcessKind = 'ingest' | 'web' | 'worker';
const ROLES: Record<ProcessKind, string> = { ingest: 'ingest', web: 'web,ingest', worker: 'worker' };

/** A migrated Postgres in a temporary folder with one project, and the processes of the real build beside it. */
export interface World {
  appUrl: string;
  key: string;
  projectId: number;
  apiToken: string;
  /** Makes another project, of the same organization. */
  addProject(name: string): Promise<{ key: string; projectId: number }>;
  /** Superuser, for COPY of files and for emptying tables. */
  admin: pg.Client;
  /** A folder that Postgres may write to. */
  files: string;
  /** `earlierMs`: the clock of the process stands earlier by so much. */
  start(role: ProcessKind, earlierMs?: number): Promise<Process>;
  /** Ends and starts Postgres, so that its own caches are empty. */
  restartDatabase(): Promise<void>;
  close(): Promise<void>;
}

function stopChild(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null) return resolve();
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/** Runs one of the bundles until it says that it serves. */
export function startProcess(script: string, env: Record<string, string>): Promise<Process> {
  const execArgv = [
    ...SERVER_FLAGS,
    ...(script.endsWith('.ts') ? ['--import', 'tsx'] : []),
    ...(env.BENCH_EARLIER_MS === undefined ? [] : ['--import', EARLIER_CLOCK]),
  ];
  const child = fork(path.join(root, script), {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', ...env },
    execArgv,
  });
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve({ url: `http://127.0.0.1:${env.PORT}`, stop: () => stopChild(child) }));
    child.once('exit', (code) => reject(new Error(`${script} ended with ${code}`)));
  });
}

const project = z.object({ key: z.string(), projectId: z.number(), apiToken: z.string() });
type Project = z.infer<typeof project>;

async function makeProject(appUrl: string, name: string): Promise<Project> {
  const storage = connect({ url: appUrl, max: 2, applicationName: 'bench', onIdleError: () => undefined });
  const made = await bootstrap(
    {
      storage,
      now: () => new Date(),
      seal: (bytes) => sealSecret(SECRET, bytes),
      hashPassword: () => Promise.resolve('nobody signs in'),
    },
    { email: 'bench@callwatch.example', password: 'not used by anybody', organization: 'Bench', project: name },
  );
  await storage.query('update project set quota_per_minute = 2000000000 where id = $1', [made.projectId]);
  await storage.close();
  return { key: made.ingestKey, projectId: made.projectId, apiToken: made.apiToken };
}

/** The project of a folder: of one that is kept, the one that was made in it before. */
async function projectIn(dataDir: string, appUrl: string): Promise<Project> {
  const file = path.join(dataDir, 'project.json');
  if (existsSync(file)) return project.parse(JSON.parse(readFileSync(file, 'utf8')));
  const made = await makeProject(appUrl, 'API');
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}

/** The superuser, in the database of the app. */
export async function connectAdmin({ superUrl, appUrl }: { superUrl: string; appUrl: string }): Promise<pg.Client> {
  const url = new URL(superUrl);
  url.pathname = new URL(appUrl).pathname;
  const admin = new pg.Client(url.href);
  await admin.connect();
  return admin;
}

/** In place of the btree of seconds, as ADR 13 compares them. */
const BRIN = `
  drop index call_second;
  create index call_second on call using brin (finished_at timestamptz_minmax_multi_ops(values_per_range=64))
    with (pages_per_range=16, autosummarize=on)`;

/** `BENCH_INDEX=brin` finds calls by another index. Throws for any other. */
async function useIndex(admin: pg.Client, index: string | undefined): Promise<void> {
  if (index === undefined) return;
  if (index !== 'brin') throw new Error('BENCH_INDEX: brin, or nothing');
  await admin.query(BRIN);
}

/** `keptIn`: a folder that stays when the world is closed, and is opened as it was left. */
export async function openWorld(settings: Record<string, string> = {}, keptIn?: string): Promise<World> {
  await buildPart('Prisma client');
  await buildPart('bundles');
  if (keptIn !== undefined) mkdirSync(keptIn, { recursive: true });
  const dataDir = keptIn ?? mkdtempSync(path.join(tmpdir(), 'callwatch-bench-'));
  chmodSync(dataDir, 0o711);
  const files = path.join(dataDir, 'copy');
  mkdirSync(files, { recursive: true });
  chmodSync(files, 0o777);
  let database = await openEmbedded({ dataDir, settings });
  await migrate(database.ownerUrl);
  const admin = await connectAdmin(database);
  await useIndex(admin, process.env.BENCH_INDEX);
  const world: World = {
    appUrl: database.appUrl,
    ...(await projectIn(dataDir, database.appUrl)),
    addProject: (name) => makeProject(world.appUrl, name),
    admin,
    files,
    async start(role, earlierMs) {
      if (role === 'web') await buildPart('pages');
      const env = { DATABASE_URL: world.appUrl, CALLWATCH_SECRET: SECRET, CALLWATCH_ROLES: ROLES[role] };
      const port = String(await freePort());
      return startProcess(`dist/${role === 'worker' ? 'worker' : 'server'}.js`, {
        ...env,
        PORT: port,
        CALLWATCH_WORKER_PORT: port,
        ...(earlierMs !== undefined && { BENCH_EARLIER_MS: String(earlierMs) }),
      });
    },
    async restartDatabase() {
      await world.admin.end();
      await database.stop();
      database = await openEmbedded({ dataDir, settings });
      world.appUrl = database.appUrl;
      world.admin = await connectAdmin(database);
    },
    async close() {
      await world.admin.end();
      await database.stop();
      if (keptIn === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
  return world;
}
