import { setTimeout as pause } from 'node:timers/promises';
import { emptyTables } from '../ingest/copy';
import { postBatches } from '../ingest/post';
import { quantile } from '../support/quantile';
import { openWorld, type Process, type World } from '../support/world';
import { preparePace } from './pace';
import type { PaceResult } from './pace-worker';

/** Alone and beside the noisy project take turns. */
const ROUNDS = 3;
const SECONDS = 10;
/** The noisy project begins earlier: what it had saved up is spent by then. */
const LEAD_SECONDS = 2;
const QUIET = { postsPerSecond: 100, callsPerBatch: 10, connections: 4, gzip: false };

interface Noise {
  name: string;
  quotaPerMinute: number;
  timesQuota: number;
  callsPerBatch: number;
  connections: number;
  gzip: boolean;
  /** In each round from a project that nobody has heard of, whose names are all new. */
  isNew?: boolean;
}

/** Fifty times a quota, in as many posts as there can be and in large ones; and what a new project may send. */
const NOISES: readonly Noise[] = [
  { name: 'single', quotaPerMinute: 3_000, timesQuota: 50, callsPerBatch: 1, connections: 32, gzip: false },
  { name: 'batches', quotaPerMinute: 60_000, timesQuota: 50, callsPerBatch: 1_000, connections: 16, gzip: true },
  { name: 'new', quotaPerMinute: 30_000, timesQuota: 1, callsPerBatch: 1, connections: 32, gzip: false, isNew: true },
];

const leadOf = ({ isNew = false }: Noise): number => (isNew ? 0 : LEAD_SECONDS);

interface Projects {
  world: World;
  server: Process;
  loud: { key: string; projectId: number };
  quiet: { key: string };
}

interface Heard {
  quiet: PaceResult;
  loud: PaceResult | null;
}

/** One turn of the quiet project, alone or beside the loud one. */
async function listen(projects: Projects, noise: Noise | null, seed: number): Promise<Heard> {
  const {
    world,
    server: { url },
    quiet,
  } = projects;
  await emptyTables(world.admin);
  const startQuiet = await preparePace({ url, keys: [quiet.key], ...QUIET, seconds: SECONDS, seed });
  if (!noise) return { quiet: await startQuiet(), loud: null };
  const { quotaPerMinute, timesQuota, callsPerBatch, connections, gzip, isNew = false } = noise;
  const postsPerSecond = Math.round((quotaPerMinute * timesQuota) / 60 / callsPerBatch);
  const loud = isNew ? await world.addProject(`New ${seed}`) : projects.loud;
  if (isNew) await setQuota(world, loud.projectId, quotaPerMinute);
  const leadSeconds = leadOf(noise);
  const startLoud = await preparePace({
    url,
    keys: [loud.key],
    postsPerSecond,
    callsPerBatch,
    connections,
    gzip,
    seconds: SECONDS + leadSeconds,
    seed: seed + 1_000,
  });
  const loudly = startLoud();
  await pause(leadSeconds * 1_000);
  return { quiet: await startQuiet(), loud: await loudly };
}

async function setQuota({ admin }: World, projectId: number, perMinute: number): Promise<void> {
  await admin.query('update project set quota_per_minute = $2 where id = $1', [projectId, perMinute]);
  await admin.query('update quota_usage set calls = 0 where project_id = $1', [projectId]);
}

/** A process remembers a key, and the quota with it, for 5 s. */
const KEY_KEPT_MS = 5_500;

const accepted = ({ answers }: PaceResult): number => answers[202] ?? 0;
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const posts = (results: readonly PaceResult[]): number => sum(results.map(({ answerMs }) => answerMs.length));
const p99 = (results: readonly PaceResult[]): number =>
  quantile(
    results.flatMap(({ answerMs }) => answerMs),
    0.99,
  );

async function compare(projects: Projects, noise: Noise): Promise<Record<string, number>> {
  await setQuota(projects.world, projects.loud.projectId, noise.quotaPerMinute);
  await pause(KEY_KEPT_MS); // the server knows it then
  const alone: PaceResult[] = [];
  const beside: PaceResult[] = [];
  const loud: PaceResult[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    alone.push((await listen(projects, null, 2 * round)).quiet);
    const heard = await listen(projects, noise, 2 * round + 1);
    beside.push(heard.quiet);
    if (heard.loud) loud.push(heard.loud);
  }
  const all = [...alone, ...beside];
  const seconds = ROUNDS * (SECONDS + leadOf(noise));
  return {
    quietErrors: posts(all) - sum(all.map(accepted)),
    soloP99Ms: p99(alone),
    besideP99Ms: p99(beside),
    ratioOfP99: p99(beside) / p99(alone),
    loudPostsPerSecond: posts(loud) / seconds,
    loudRefusedShare: 1 - sum(loud.map(accepted)) / posts(loud),
    loudOtherAnswers: posts(loud) - sum(loud.map(({ answers }) => (answers[202] ?? 0) + (answers[429] ?? 0))),
  };
}

const titled = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

/** What a project at fifty times its quota, and one that is new, does to the answers that another one gets. */
export async function runFairness(write: (line: string) => void): Promise<Record<string, number>> {
  const world = await openWorld();
  try {
    const server = await world.start('ingest');
    const projects = { world, server, loud: await world.addProject('Loud'), quiet: world };
    for (const { key } of [projects.loud, projects.quiet])
      await postBatches({ url: server.url, keys: [key], ...NAMES });
    const figures: Record<string, number> = {};
    for (const noise of NOISES)
      for (const [name, value] of Object.entries(await compare(projects, noise)))
        figures[`${noise.name}${titled(name)}`] = Number(value.toPrecision(4));
    for (const [name, value] of Object.entries(figures)) write(`${name.padEnd(32)}${String(value).padStart(12)}`);
    await server.stop();
    return figures;
  } finally {
    await world.close();
  }
}

/** Enough posts of each project that its names are known, and the code is compiled. */
const NAMES = { batches: 60, connections: 4, callsPerBatch: 1_000, gzip: true, seed: 5 };
