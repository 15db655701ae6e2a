import { writeFileSync } from 'node:fs';
import { quantile } from '../support/quantile';
import type { World } from '../support/world';
import { addressOf, WINDOW_NAMES, type Kind, type Panel, type WindowName } from './panels';
import { SPREAD_MS, whilePending } from './pending';

/** Warm requests of each panel and window: of 20, the slowest two decide. A search takes its whole budget each time. */
const RUNS: Record<Kind, number> = { panel: 60, explorer: 60, search: 3 };
/** Requests before those that count. At first code is not compiled yet and takes twice as long; flushes that wait are slow at first, and that counts. */
const UNCOUNTED = { warm: 8, pending: 1 };
/** The windows that are read again while flushes wait. */
const WITH_PENDING: ReadonlySet<WindowName> = new Set(['1h', '14d']);

/** Milliseconds of one panel and window. */
export interface Timing {
  medianMs: number;
  p95Ms: number;
  /** The first request after the database and the server were started again. */
  coldMs: number;
  /** With flushes that are not folded yet; null where that was not asked. */
  pendingP95Ms: number | null;
}
export type Timings = Map<WindowName, Timing>;
export type Measured = Map<string, Timings>;

interface Target {
  world: World;
  url: string;
}

async function ask({ url, world }: Target, address: string): Promise<number> {
  const startedAt = performance.now();
  const answer = await fetch(`${url}/api/v1/projects/${world.projectId}/${address}`, {
    headers: { authorization: `Bearer ${world.apiToken}` },
  });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${address}: ${answer.status} ${body.slice(0, 300)}`);
  return performance.now() - startedAt;
}

interface Repeated {
  panel: Panel;
  window: WindowName;
  toMs: number;
  withinMs?: number;
  uncounted: number;
}

/** Another range each time, so that no answer is one that was given before. */
async function repeat(target: Target, { panel, uncounted, ...place }: Repeated) {
  const times: number[] = [];
  const runs = uncounted + RUNS[panel.kind];
  for (let run = 0; run < runs; run += 1) times.push(await ask(target, addressOf(panel, { ...place, run })));
  times.splice(0, uncounted);
  return { medianMs: quantile(times, 0.5), p95Ms: quantile(times, 0.95) };
}

/** Forgets what the operating system read of files; only root may. */
function dropFileCache(): void {
  try {
    writeFileSync('/proc/sys/vm/drop_caches', '3');
  } catch {
    // as another user, cold means the caches of the database and the server
  }
}

/** The server's clock stands at the end of the history: what is kept, and how it is read, follows from the time. */
async function withServer<Result>(
  { world, toMs }: { world: World; toMs: number },
  work: (target: Target) => Promise<Result>,
): Promise<Result> {
  const server = await world.start('web', Date.now() - toMs);
  try {
    return await work({ world, url: server.url });
  } finally {
    await server.stop();
  }
}

/** One request of each panel and window against caches that know nothing; windows from short to long. */
async function measureCold(world: World, panels: readonly Panel[], toMs: number): Promise<Measured> {
  await world.restartDatabase();
  dropFileCache();
  return withServer({ world, toMs }, async (target) => {
    const measured: Measured = new Map(panels.map(({ name }) => [name, new Map()]));
    for (const window of WINDOW_NAMES)
      for (const panel of panels) {
        const coldMs = await ask(target, addressOf(panel, { window, toMs, run: 0 }));
        measured.get(panel.name)?.set(window, { medianMs: 0, p95Ms: 0, coldMs, pendingP95Ms: null });
      }
    return measured;
  });
}

/** Each panel and window, one after the other. */
async function eachTiming(
  panels: readonly Panel[],
  measured: Measured,
  work: (at: { panel: Panel; window: WindowName }, timing: Timing) => Promise<void>,
): Promise<void> {
  for (const panel of panels)
    for (const [window, timing] of measured.get(panel.name) ?? []) await work({ panel, window }, timing);
}

/** Cold, then warm, then with 2,000 flushes that wait; no worker runs. `toMs`: the end of the history. */
export async function measure(world: World, panels: readonly Panel[], toMs: number): Promise<Measured> {
  const measured = await measureCold(world, panels, toMs);
  await withServer({ world, toMs }, async (target) => {
    await eachTiming(panels, measured, async (at, timing) => {
      Object.assign(timing, await repeat(target, { ...at, toMs, uncounted: UNCOUNTED.warm }));
    });
    await whilePending(world, { url: target.url, toMs }, () =>
      eachTiming(panels, measured, async (at, timing) => {
        if (!WITH_PENDING.has(at.window)) return;
        const place = { ...at, toMs, withinMs: SPREAD_MS / 2 };
        timing.pendingP95Ms = (await repeat(target, { ...place, uncounted: UNCOUNTED.pending })).p95Ms;
      }),
    );
  });
  return measured;
}
