import { cpus } from 'node:os';
import { openWorld, type World } from '../support/world';
import { addHistory, bytesPerCall, nameEverything, subjectsOf } from './history';
import { measure, type Measured } from './measure';
import { panelsOf, type Panel } from './panels';
import { summarise, tableOf } from './report';

const MINUTE_MS = 60_000;
const STEPS: readonly [name: string, calls: number][] = [
  ['1M', 1_000_000],
  ['10M', 10_000_000],
  ['50M', 50_000_000],
];

type Write = (line: string) => void;

function stepsUpTo(last = '50M'): typeof STEPS {
  const steps = STEPS.slice(0, STEPS.findIndex(([name]) => name === last) + 1);
  if (steps.length === 0) throw new Error(`BENCH_CALLS: one of ${STEPS.map(([name]) => name).join(', ')}`);
  return steps;
}

async function measureSteps(world: World, steps: typeof STEPS, write: Write): Promise<object> {
  const now = new Date(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS);
  const measured = new Map<string, Measured>();
  const sizes: Record<string, number> = {};
  let panels: Panel[] = [];
  let stored = 0;
  for (const [name, calls] of steps) {
    write(`making ${name} calls`);
    await addHistory(world, { calls: calls - stored, now }, write);
    stored = calls;
    panels = panelsOf(await subjectsOf(world));
    sizes[name] = Math.round(await bytesPerCall(world));
    measured.set(name, await measure(world, panels, now.getTime()));
    for (const line of tableOf(name, panels, measured.get(name) ?? new Map())) write(line);
    write(`${sizes[name]} bytes a call on disk, indexes and rollups included`);
  }
  return {
    bytesPerCall: Object.values(sizes).at(-1),
    bytesPerCallBySize: sizes,
    processors: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
    panels: summarise(panels, measured),
  };
}

/**
 * Reads through the API of a running server over 14 days of 500 endpoints, while the density grows to 1, 10 and 50 million
 * calls (`BENCH_CALLS=10M` stops there): windows of 1 h, 24 h, 7 d and 14 d, cold and warm, and with 2,000 flushes pending.
 */
export async function runQuery(write: Write): Promise<object> {
  const steps = stepsUpTo(process.env['BENCH_CALLS']);
  const world = await openWorld();
  try {
    await nameEverything(world.admin, world.projectId);
    return await measureSteps(world, steps, write);
  } finally {
    await world.close();
  }
}
