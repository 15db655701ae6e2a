import { quantile } from '../support/quantile';
import { clusterTime, timeBetween, totalOf, type ClusterTime } from '../support/cluster-time';
import { openWorld, type World } from '../support/world';
import { emptyTables } from '../ingest/copy';
import { feed, prepare, untilFolded, type Load } from '../support/feed';
import { exportFlushes, writeRaw } from './raw-write';

type Write = (line: string) => void;

interface Rate {
  callsPerSecond: number;
  /** What the database's time may be of the raw write's. */
  most: number;
  /** A turn holds more than a million calls: callers and pairs are written once for about so many. */
  seconds: number;
  /** Of the raw write, which costs a call as much from its beginning to its end. */
  rawSeconds: number;
  rounds: number;
}
const RATES: readonly Rate[] = [
  { callsPerSecond: 5_000, most: 1.5, seconds: 210, rawSeconds: 80, rounds: 2 },
  { callsPerSecond: 20_000, most: 1.4, seconds: 60, rawSeconds: 40, rounds: 2 },
];
/** Before a turn, for so long, the same load without being counted. */
const WARM_SECONDS = 10;
const WARM_SEED = 1_000;

interface Turn extends Rate {
  seed: number;
}

interface Round {
  pipelineUs: ClusterTime;
  rawUs: number;
  costOverRawWrite: number;
}

async function timeOf({ admin }: World, work: () => Promise<void>): Promise<ClusterTime> {
  const before = await clusterTime(admin);
  await work();
  return timeBetween(before, await clusterTime(admin));
}

/** Database time of calls from HTTP to the last tier; nothing waits at either end. */
async function pipelineTurn(
  world: World,
  { callsPerSecond, seconds, seed }: Turn,
): Promise<{ calls: number; time: ClusterTime }> {
  await emptyTables(world.admin);
  const server = await world.start('ingest');
  const worker = await world.start('worker');
  try {
    const run = async (load: Load, bodies: readonly Buffer[]): Promise<number> => {
      const calls = await feed(world, { url: server.url, bodies, ...load });
      await untilFolded(world);
      return calls;
    };
    const warm = { callsPerSecond, seconds: WARM_SECONDS, seed: seed + WARM_SEED };
    await run(warm, await prepare(warm));
    await world.admin.query('truncate call');
    const load = { callsPerSecond, seconds, seed };
    const bodies = await prepare(load);
    let calls = 0;
    const time = await timeOf(world, async () => {
      calls = await run(load, bodies);
    });
    return { calls, time };
  } finally {
    await server.stop();
    await worker.stop();
  }
}

/** Database µs a call of COPY of the first of the same rows, in the same transactions at the same rate, nothing else running. */
async function rawTurn(world: World, { seconds, rawSeconds }: Rate): Promise<number> {
  const { paths, calls } = await exportFlushes(world, rawSeconds / seconds);
  await emptyTables(world.admin);
  return (totalOf(await timeOf(world, () => writeRaw(world, paths, rawSeconds))) * 1_000) / calls;
}

async function runRound(world: World, turn: Turn): Promise<Round> {
  const { calls, time } = await pipelineTurn(world, turn);
  const rawUs = await rawTurn(world, turn);
  const pipelineUs = new Map([...time].map(([name, ms]) => [name, (ms * 1_000) / calls]));
  return { pipelineUs, rawUs, costOverRawWrite: totalOf(pipelineUs) / rawUs };
}

const median = (values: readonly number[]): number => Number(quantile(values, 0.5).toPrecision(3));

function partsOf(rounds: readonly Round[]): Record<string, number> {
  const names = [...new Set(rounds.flatMap(({ pipelineUs }) => [...pipelineUs.keys()]))];
  const parts = names.map((name) => [name, median(rounds.map(({ pipelineUs }) => pipelineUs.get(name) ?? 0))] as const);
  return Object.fromEntries(parts.filter(([, us]) => us >= 0.01));
}

async function measureRate(world: World, rate: Rate, write: Write): Promise<object> {
  const { callsPerSecond, most } = rate;
  const rounds: Round[] = [];
  for (let round = 0; round < rate.rounds; round += 1) {
    rounds.push(await runRound(world, { ...rate, seed: callsPerSecond + round }));
  }
  const costOverRawWrite = median(rounds.map((round) => round.costOverRawWrite));
  const pipelineUs = median(rounds.map((round) => totalOf(round.pipelineUs)));
  const rawUs = median(rounds.map((round) => round.rawUs));
  write(
    `${callsPerSecond.toLocaleString('en').padStart(7)} calls/s: ${pipelineUs} µs a call, raw write ${rawUs} µs: ${costOverRawWrite} x` +
      ` (at most ${most} x; rounds ${rounds.map((round) => round.costOverRawWrite.toFixed(2)).join(', ')})`,
  );
  const usBy = partsOf(rounds);
  write(
    `        of it ${Object.entries(usBy)
      .map(([name, us]) => `${name} ${us}`)
      .join(', ')}`,
  );
  return { callsPerSecond, databaseUsPerCall: pipelineUs, rawUsPerCall: rawUs, costOverRawWrite, most, usBy };
}

/**
 * What the database spends on calls that come at a fixed rate, from the post to every tier of the rollups, and on the COPY of
 * the same rows in the same transactions alone: processor time of the whole cluster, in turns. The tiers stay filled from turn to turn.
 */
export async function runRollup(write: Write): Promise<object> {
  const world = await openWorld();
  try {
    const rates: object[] = [];
    for (const rate of RATES) rates.push(await measureRate(world, rate, write));
    return { rates };
  } finally {
    await world.close();
  }
}
