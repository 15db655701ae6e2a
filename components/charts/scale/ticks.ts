const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TIME_STEPS = [1, 2, 5, 10, 15, 30].map((n) => n * MINUTE);
const LONG_STEPS = [1, 2, 3, 4, 6, 12].map((n) => n * HOUR);
const DAY_STEPS = [1, 2, 5, 7, 14, 30].map((n) => n * DAY);
const ALL_STEPS = [...TIME_STEPS, ...LONG_STEPS, ...DAY_STEPS];

const ROUND = [1, 2, 2.5, 3, 4, 5, 6, 8];

/** Round values from 0 to the lowest top above `max`, in 3 to `lines` lines. */
export function linearTicks(max: number, lines = 5): number[] {
  const wanted = max > 0 && Number.isFinite(max) ? max : 1;
  const power = 10 ** Math.floor(Math.log10(wanted));
  let best = { step: wanted, count: 1, top: Infinity };
  for (const step of [...ROUND.map((n) => (n * power) / 10), ...ROUND.map((n) => n * power)]) {
    const count = Math.ceil(wanted / step - 1e-9);
    const top = count * step;
    if (count < 2 || count > lines - 1 || top > best.top) continue;
    if (top < best.top || count < best.count) best = { step, count, top };
  }
  return Array.from({ length: best.count + 1 }, (_, i) => Number((i * best.step).toPrecision(12)));
}

/** Like `linearTicks` for counts: a step is never a fraction. */
export function countTicks(max: number, lines = 5): number[] {
  return linearTicks(Math.max(max, 2), lines).filter(Number.isInteger);
}

/** Powers of ten around `[min, max]`, for a log axis; at least two. */
export function logTicks(min: number, max: number): number[] {
  const low = Math.floor(Math.log10(Math.max(min, 0.01)) + 1e-9);
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(max, 0.01)) - 1e-9));
  return Array.from({ length: high - low + 1 }, (_, i) => Number((10 ** (low + i)).toPrecision(6)));
}

/** Round values inside `[low, high]` of a log axis: 1 and 3 of each power of ten, or finer ones where fewer than two fit. */
export function logTicksWithin(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(Math.max(low, 0.001)));
  const powers = Array.from(
    { length: Math.max(1, Math.ceil(Math.log10(high)) - first + 1) },
    (_, i) => 10 ** (first + i),
  );
  const within = (steps: readonly number[]) =>
    powers
      .flatMap((power) => steps.map((step) => Number((step * power).toPrecision(6))))
      .filter((value) => value >= low && value <= high);
  const coarse = [within([1, 3]), within([1, 2, 5])].find((ticks) => ticks.length >= 2);
  return coarse ?? within([1, 2, 3, 4, 5, 6, 8]);
}

/** Round UTC times inside `[from, to)`, about one per 50 px of width; a label at the very end would be cut off. */
export function timeTicks(range: { from: number; to: number }, widthPx: number): number[] {
  const wanted = Math.max(2, Math.floor(widthPx / 50));
  const span = range.to - range.from;
  const step = ALL_STEPS.find((candidate) => span / candidate <= wanted) ?? Math.ceil(span / wanted / DAY) * DAY;
  const first = Math.ceil(range.from / step) * step;
  return Array.from({ length: Math.max(0, Math.ceil((range.to - first) / step)) }, (_, i) => first + i * step);
}
