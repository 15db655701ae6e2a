import type { Measured, Timing, Timings } from './measure';
import { WINDOW_NAMES, type Kind, type Panel } from './panels';

/** What the figures are held against: milliseconds of the 95th percentile. A search has a budget of 1 s. */
const PROMISED_MS: Record<Kind, number> = { panel: 50, explorer: 200, search: 1_100 };
const CELL = 26;

const tidy = (value: number): number => Number(value.toPrecision(3));
const cellOf = ({ p95Ms, medianMs, coldMs, pendingP95Ms }: Timing): string =>
  [
    `${p95Ms.toFixed(0)} (${medianMs.toFixed(0)}`,
    coldMs.toFixed(0),
    `${pendingP95Ms === null ? '-' : pendingP95Ms.toFixed(0)})`,
  ].join(', ');

/** The slowest window, flushes pending or not. */
const worstOf = (timings: Timings | undefined): number =>
  Math.max(0, ...[...(timings ?? []).values()].flatMap(({ p95Ms, pendingP95Ms }) => [p95Ms, pendingP95Ms ?? 0]));

/** Lines of a table with one row a panel, and what is slower than promised. */
export function tableOf(step: string, panels: readonly Panel[], measured: Measured): string[] {
  const row = (name: string, cells: readonly string[], end = ''): string =>
    `${name.padEnd(30)}${cells.map((cell) => cell.padStart(CELL)).join('')}${end}`;
  return [
    `\n${step} calls: 95th percentile (median, first when cold, 95th with 2,000 flushes pending) in ms`,
    row('', WINDOW_NAMES),
    ...panels.map(({ name, kind }) => {
      const timings = measured.get(name);
      const isOver = worstOf(timings) > PROMISED_MS[kind];
      return row(name, [...(timings ?? []).values()].map(cellOf), isOver ? `  over ${PROMISED_MS[kind]}` : '');
    }),
  ];
}

const roundAll = (timing: Timing): Record<string, number | null> =>
  Object.fromEntries(Object.entries(timing).map(([name, ms]) => [name, ms === null ? null : tidy(ms)]));

/** Of each panel the worst window by number of calls, its growth over the last step, and every window. */
export function summarise(panels: readonly Panel[], steps: ReadonlyMap<string, Measured>): Record<string, object> {
  const order = [...steps];
  const [before, last] = [order.at(-2)?.[1], order.at(-1)?.[1]];
  return Object.fromEntries(
    panels.map(({ name }) => {
      const growth = before && last ? tidy(worstOf(last.get(name)) / worstOf(before.get(name))) : null;
      const p95Ms = order.map(([step, measured]) => [step, tidy(worstOf(measured.get(name)))]);
      const windows = order.map(([step, measured]) => [
        step,
        Object.fromEntries([...(measured.get(name) ?? [])].map(([window, timing]) => [window, roundAll(timing)])),
      ]);
      return [name, { p95Ms: Object.fromEntries(p95Ms), growth, windows: Object.fromEntries(windows) }];
    }),
  );
}
