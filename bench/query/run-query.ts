import { cpus } from 'node:os';
import { subjectsOf } from './history';
import { measure, type Measured } from './measure';
import { openHistory } from './open-history';
import { panelsOf, type Panel } from './panels';
import { summarise, tableOf, verdictOf } from './report';
import { linesOf, tableBytes } from './sizes';

const SIZES: Readonly<Record<string, number>> = { '1M': 1_000_000, '10M': 10_000_000, '50M': 50_000_000 };

type Write = (line: string) => void;

interface Size {
  name: string;
  calls: number;
}

/** Throws for a name that is none. */
function sizesOf(names = Object.keys(SIZES).join(',')): Size[] {
  return names.split(',').map((name) => {
    const calls = SIZES[name];
    if (calls === undefined) throw new Error(`BENCH_CALLS: some of ${Object.keys(SIZES).join(', ')}, with commas`);
    return { name, calls };
  });
}

interface MeasuredSize {
  panels: Panel[];
  measured: Measured;
  bytesPerCall: number;
}

/** Null when it is only to be filled. */
async function measureSize(size: Size, write: Write): Promise<MeasuredSize | null> {
  const { world, toMs } = await openHistory({ ...size, write }, process.env['BENCH_KEEP']);
  try {
    const sizes = await tableBytes(world);
    write(`\n${size.name} calls: ${linesOf(sizes).join('\n')}`);
    if (process.env['BENCH_FILL'] === 'only') return null;
    const panels = panelsOf(await subjectsOf(world));
    const measured = await measure(world, panels, toMs);
    for (const line of tableOf(size.name, panels, measured)) write(line);
    return { panels, measured, bytesPerCall: Math.round(sizes.reduce((sum, { perCall }) => sum + perCall, 0)) };
  } finally {
    await world.close();
  }
}

/**
 * Reads through the API of a running server over 14 days of 500 endpoints, while the density grows to 1, 10 and 50 million
 * calls: windows of 1 h, 24 h, 7 d and 14 d, cold and warm, and with 2,000 flushes pending. `BENCH_CALLS=10M,50M` chooses;
 * `BENCH_KEEP=FOLDER` keeps the databases there and reads them again as of the time when they were filled, `BENCH_FILL=only` stops when they are filled.
 */
export async function runQuery(write: Write): Promise<object> {
  const steps = new Map<string, Measured>();
  const bytesPerCallBySize: Record<string, number> = {};
  let panels: Panel[] = [];
  for (const size of sizesOf(process.env['BENCH_CALLS'])) {
    const done = await measureSize(size, write);
    if (!done) continue;
    panels = done.panels;
    steps.set(size.name, done.measured);
    bytesPerCallBySize[size.name] = done.bytesPerCall;
  }
  for (const line of verdictOf(panels, steps)) write(line);
  return {
    bytesPerCall: Object.values(bytesPerCallBySize).at(-1),
    bytesPerCallBySize,
    processors: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}`,
    panels: summarise(panels, steps),
  };
}
