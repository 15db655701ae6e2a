const FINE = 1e-9;

/** What a threshold moves by: a hundredth of the axis or less, as 1, 2 or 5 of a power of ten; of whole numbers at least 1. */
export function stepOf(top: number, whole: boolean): number {
  const wanted = top / 100;
  const power = 10 ** Math.floor(Math.log10(wanted) + FINE);
  const step = ([5, 2].find((n) => n * power <= wanted * (1 + FINE)) ?? 1) * power;
  return Math.max(whole ? 1 : 0, Number(step.toPrecision(12)));
}

const multiple = (count: number, step: number): number => Number((count * step).toPrecision(12));

/** The step nearest to a value. */
export const snapped = (value: number, step: number): number => multiple(Math.round(value / step), step);

/** So many steps up or down; from between two steps the first move ends on one. */
export function stepped(value: number, step: number, by: number): number {
  const at = value / step;
  const from = by > 0 ? Math.floor(at + FINE) : Math.ceil(at - FINE);
  return multiple(Math.max(0, from + by), step);
}

const BIG = 10;

/** Where a key moves a threshold: in steps, or to one end of the axis; null for other keys. */
export function keyMove(key: string): number | null {
  const moves: Record<string, number> = {
    ArrowUp: 1,
    ArrowRight: 1,
    ArrowDown: -1,
    ArrowLeft: -1,
    PageUp: BIG,
    PageDown: -BIG,
    Home: -Infinity,
    End: Infinity,
  };
  return moves[key] ?? null;
}
