import type { CallFilterColumn } from '../../../lib/shared';

/** Units that may be typed, in those of the filters. */
const UNITS: Readonly<Record<string, readonly [kind: 'time' | 'size', factor: number]>> = {
  ms: ['time', 1],
  s: ['time', 1_000],
  min: ['time', 60_000],
  b: ['size', 1],
  kb: ['size', 1_000],
  mb: ['size', 1_000_000],
  gb: ['size', 1_000_000_000],
};

const KINDS: Partial<Record<CallFilterColumn, 'time' | 'size'>> = {
  durationMs: 'time',
  responseBytes: 'size',
  requestBytes: 'size',
};

const AMOUNT = /(\d+(?:\.\d+)?)\s*([a-z]+)/gi;
const ALL = /^[<>]?=?\s*\d+(?:\.\d+)?\s*[a-z]+(?:\s*-\s*\d+(?:\.\d+)?\s*[a-z]+)?$/i;

/** What kind of amount a text is: "> 500 ms" a time, "1.5MB" a size; null for what is neither. */
export function kindOfAmount(text: string): 'time' | 'size' | null {
  if (!ALL.test(text)) return null;
  const kinds = [...text.matchAll(AMOUNT)].map(([, , unit = '']) => UNITS[unit.toLowerCase()]?.[0]);
  return kinds.every((kind) => kind === kinds[0]) ? (kinds[0] ?? null) : null;
}

/** A comparison with a number that has no unit: "> 5". */
const BARE = /^[<>]=?\s*[\d.]+$/;

/** The value of a column with its units taken out: "> 0.5 s" is ">500" for a latency. Anything else stays as it is. */
export function withoutUnit(column: CallFilterColumn, text: string): string {
  const kind = KINDS[column];
  if (kind === undefined) return text;
  if (kindOfAmount(text) !== kind) return BARE.test(text) ? text.replaceAll(/\s/g, '') : text;
  const plain = text.replace(AMOUNT, (_, amount: string, unit: string) => {
    const [, factor] = UNITS[unit.toLowerCase()] ?? [kind, 1];
    return String(Math.round(Number(amount) * factor * 1_000) / 1_000);
  });
  return plain.replaceAll(/\s/g, '');
}
