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

/** What growing from the last size but one to the last may cost; what stays below the other figure is excused. */
const PROMISED_GROWTH = 1.2;
const EXCUSED_BELOW_MS = 20;

/** How the slowest window grew over the last step; null with fewer than two. */
function growthOf(name: string, steps: ReadonlyMap<string, Measured>): number | null {
  const [before, last] = [...steps.values()].slice(-2).map((measured) => worstOf(measured.get(name)));
  return before === undefined || last === undefined ? null : last / before;
}

/** The slowest window by one of its times. */
const mostOf = (timings: Timings | undefined, of: 'medianMs' | 'coldMs'): number =>
  Math.max(0, ...[...(timings ?? []).values()].map((timing) => timing[of]));

const cellOfSize = (timings: Timings | undefined): string =>
  [worstOf(timings), mostOf(timings, 'medianMs'), mostOf(timings, 'coldMs')].map((ms) => ms.toFixed(0)).join(' / ');

/** What is said of a panel: whether its figures hold, and how it grew. */
function sayingOf({ name, kind }: Panel, steps: ReadonlyMap<string, Measured>): string {
  const worst = worstOf([...steps.values()].at(-1)?.get(name));
  const held = worst > PROMISED_MS[kind] ? `over ${PROMISED_MS[kind]}` : 'holds';
  const growth = growthOf(name, steps);
  if (growth === null) return held;
  const isOver = growth > PROMISED_GROWTH && worst > EXCUSED_BELOW_MS && kind !== 'search';
  return `${held}, x ${growth.toFixed(2)}${isOver ? ` over ${PROMISED_GROWTH}` : ''}`;
}

/** One line a panel: the slowest window at each size, its growth, and whether the figures hold. */
export function verdictOf(panels: readonly Panel[], steps: ReadonlyMap<string, Measured>): string[] {
  if (steps.size === 0) return [];
  const line = (name: string, cells: readonly string[], end: string): string =>
    `${name.padEnd(30)}${cells.map((cell) => cell.padStart(CELL)).join('')}  ${end}`;
  return [
    '\nSlowest window: 95th percentile / median when warm / first when cold, in ms',
    line('', [...steps.keys()], ''),
    ...panels.map((panel) => {
      const cells = [...steps.values()].map((measured) => cellOfSize(measured.get(panel.name)));
      return line(panel.name, cells, sayingOf(panel, steps));
    }),
  ];
}

const roundAll = (timing: Timing): Record<string, number | null> =>
  Object.fromEntries(Object.entries(timing).map(([name, ms]) => [name, ms === null ? null : tidy(ms)]));

/** Of each panel the worst window by number of calls, its growth over the last step, and every window. */
export function summarise(panels: readonly Panel[], steps: ReadonlyMap<string, Measured>): Record<string, object> {
  const order = [...steps];
  return Object.fromEntries(
    panels.map(({ name }) => {
      const growth = growthOf(name, steps);
      const p95Ms = order.map(([step, measured]) => [step, tidy(worstOf(measured.get(name)))]);
      const windows = order.map(([step, measured]) => [
        step,
        Object.fromEntries([...(measured.get(name) ?? [])].map(([window, timing]) => [window, roundAll(timing)])),
      ]);
      return [
        name,
        { p95Ms: Object.fromEntries(p95Ms), growth: growth && tidy(growth), windows: Object.fromEntries(windows) },
      ];
    }),
  );
}
