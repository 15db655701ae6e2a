import { readCpuSeconds } from '../support/cpu-seconds';
import { quantile } from '../support/quantile';
import type { Process, World } from '../support/world';
import { emptyTables } from './copy';
import { postBatches } from './post';

/** Calls a post, and how many posts of them take a few seconds. From 100 calls on they are packed, as an SDK does. */
const POSTS = [
  { callsPerPost: 1, posts: 6_000 },
  { callsPerPost: 10, posts: 4_000 },
  { callsPerPost: 100, posts: 1_600 },
  { callsPerPost: 1_000, posts: 240 },
  { callsPerPost: 10_000, posts: 32 },
] as const;
const PACKED_FROM = 100;
const PROJECTS = [1, 8] as const;
const CONNECTIONS = [1, 4] as const;

export interface Shape {
  callsPerPost: number;
  projects: number;
  connections: number;
  callsPerSecond: number;
  /** Processor time of the server. */
  serverUsPerCall: number;
  answerP50Ms: number;
  answerP99Ms: number;
}

interface Wanted {
  callsPerPost: number;
  posts: number;
  keys: readonly string[];
  connections: number;
}

async function measureShape(world: World, { url }: Process, wanted: Wanted): Promise<Shape> {
  const { callsPerPost, posts, keys, connections } = wanted;
  await emptyTables(world.admin);
  const gzip = callsPerPost >= PACKED_FROM;
  const order = { url, keys, batches: posts, connections, callsPerBatch: callsPerPost, gzip, seed: 7 };
  let startSeconds = 0;
  const { accepted, elapsedMs, answerMs } = await postBatches(order, async () => {
    startSeconds = await readCpuSeconds(url);
  });
  const seconds = (await readCpuSeconds(url)) - startSeconds;
  return {
    callsPerPost,
    projects: keys.length,
    connections,
    callsPerSecond: (accepted / elapsedMs) * 1_000,
    serverUsPerCall: (seconds * 1e6) / accepted,
    answerP50Ms: quantile(answerMs, 0.5),
    answerP99Ms: quantile(answerMs, 0.99),
  };
}

const COLUMNS = [
  ['callsPerPost', 'calls a post', 0],
  ['projects', 'projects', 0],
  ['connections', 'connections', 0],
  ['callsPerSecond', 'calls/s', 0],
  ['serverUsPerCall', 'server µs a call', 1],
  ['answerP50Ms', 'answer p50 ms', 1],
  ['answerP99Ms', 'answer p99 ms', 1],
] as const satisfies readonly (readonly [keyof Shape, string, number])[];

const written = (value: number, digits: number): string =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** The table for people. */
export function printShapes(shapes: readonly Shape[], write: (line: string) => void): void {
  write(COLUMNS.map(([, title]) => title.padStart(title.length + 2)).join(''));
  for (const shape of shapes)
    write(COLUMNS.map(([name, title, digits]) => written(shape[name], digits).padStart(title.length + 2)).join(''));
}

/** Posts of 1 to 10,000 calls, of one project and of eight, over one connection and over four. */
export async function measureShapes(world: World, server: Process): Promise<Shape[]> {
  const keys = [world.key];
  while (keys.length < Math.max(...PROJECTS)) keys.push((await world.addProject(`API ${keys.length + 1}`)).key);
  const wanted = POSTS.flatMap((size) =>
    PROJECTS.flatMap((projects) =>
      CONNECTIONS.map((connections) => ({ ...size, keys: keys.slice(0, projects), connections })),
    ),
  );
  for (const key of keys) await postBatches({ url: server.url, keys: [key], ...NAMES }); // names are made once
  const shapes: Shape[] = [];
  for (const one of wanted) shapes.push(await measureShape(world, server, one));
  return shapes;
}

/** Enough posts of each project that its names are known. */
const NAMES = { batches: 20, connections: 4, callsPerBatch: 1_000, gzip: true, seed: 5 };
