import { addCalls, emptyCells, trimCells, windowOf, type Cells } from './cells';

/** Calls of one key in one second. */
export interface KeySecond {
  environmentId: number;
  key: string;
  /** Seconds since the epoch. */
  second: number;
  calls: number;
}

/** What a key would have come to under a policy. */
export interface MeasuredKey {
  environmentId: number;
  key: string;
  peak: number;
  /** Last second of the window with the peak; to the cell where a window is cut into longer ones. */
  peakSecond: number;
  calls: number;
  /** Seconds with calls in which it was over the limit. */
  secondsOver: number;
}

/** Holds calls, in order of their seconds, against a policy, by the windows of the fold; the busiest key first. */
export function measureRates(
  seconds: Iterable<KeySecond>,
  { limit, windowSeconds }: { limit: number; windowSeconds: number },
): MeasuredKey[] {
  const { cellSeconds, cells: window } = windowOf({ windowSeconds, callLimit: limit });
  const keys = new Map<string, { measured: MeasuredKey; cells: Cells }>();
  for (const { environmentId, key, second, calls } of seconds) {
    const name = `${environmentId} ${key}`;
    const nothing = { environmentId, key, peak: 0, peakSecond: second, calls: 0, secondsOver: 0 };
    const { measured, cells } = keys.get(name) ?? { measured: nothing, cells: emptyCells() };
    if (measured.calls === 0) keys.set(name, { measured, cells });
    measured.calls += calls;
    const at = Math.floor(second / cellSeconds);
    addCalls(cells, { at, calls, window }, ({ last, sum }, isNew) => {
      const end = ((cells.at[last] ?? at) + 1) * cellSeconds - 1;
      if (sum > measured.peak) [measured.peak, measured.peakSecond] = [sum, end];
      if (sum > limit && (isNew || sum - calls <= limit)) measured.secondsOver += cellSeconds;
    });
    trimCells(cells, at - window);
  }
  const all = [...keys.values()].map(({ measured }) => measured);
  return all.sort((a, b) => b.peak - a.peak || b.calls - a.calls || (a.key < b.key ? -1 : 1));
}
