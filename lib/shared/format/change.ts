export interface Change {
  direction: 'up' | 'down' | 'flat';
  /** Inside the baseline, with its sign: "+4.7 %", "−0.2 pp". */
  signed: string;
  /** Outside it, after an arrow: "3.9×", "31 %", "1.39 pp". */
  size: string;
}

/** Change of a count or a latency. From twice the value on as a multiple, else in percent. Null: nothing to compare with. */
export function relativeChange(now: number | null, before: number | null): Change | null {
  if (now === null || before === null) return null;
  if (before === 0) return now === 0 ? { direction: 'flat', signed: '0.0 %', size: '0 %' } : null;
  const factor = now / before;
  const percent = (factor - 1) * 100;
  if (factor >= 2) {
    const size = `${factor.toFixed(factor < 9.95 ? 1 : 0)}×`;
    return { direction: 'up', signed: size, size };
  }
  return { direction: directionOf(percent), signed: signed(percent, '%', 1), size: percentSize(percent) };
}

/** Change of a ratio (0 to 1) in percentage points. */
export function pointChange(now: number | null, before: number | null): Change | null {
  if (now === null || before === null) return null;
  const points = (now - before) * 100;
  return { direction: directionOf(points), signed: signed(points, 'pp', 1), size: `${Math.abs(points).toFixed(1)} pp` };
}

function directionOf(value: number): Change['direction'] {
  if (Math.abs(value) < 0.05) return 'flat';
  return value > 0 ? 'up' : 'down';
}

function signed(value: number, unit: string, digits: number): string {
  const direction = directionOf(value);
  const sign = { up: '+', down: '−', flat: '' }[direction];
  return `${sign}${Math.abs(value).toFixed(digits)} ${unit}`;
}

function percentSize(percent: number): string {
  const size = Math.abs(percent);
  return `${size.toFixed(size < 9.95 ? 1 : 0)} %`;
}
