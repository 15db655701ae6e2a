const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** Stands for a value that does not exist, such as the error ratio of no calls. */
export const NO_VALUE = '–';

/** A count with thousands separators: 812,406. */
export function formatCount(count: number | null): string {
  return count === null ? NO_VALUE : grouped.format(count);
}

/** A short number for axes: 0, 0.015, 950, 1.5k, 2k, 3.2M. */
export function formatShort(value: number): string {
  const units: [number, string][] = [
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ];
  for (const [size, suffix] of units) {
    if (Math.abs(value) >= size) return `${trim(value / size, 1)}${suffix}`;
  }
  return Math.abs(value) < 0.1 ? String(Number(value.toPrecision(3))) : trim(value, 2);
}

/** How often something comes, with one decimal below ten: "1.5", "214"; less than a tenth is "< 0.1". */
export function formatRate(rate: number): string {
  if (rate > 0 && rate < 0.1) return '< 0.1';
  return rate < 10 ? trim(rate, 1) : formatCount(rate);
}

/** A ratio from 0 to 1 as percent with a space before the unit: 0.0231 is "2.3 %", with two digits "2.31 %". */
export function formatRatio(ratio: number | null, digits = 1): string {
  return ratio === null ? NO_VALUE : `${(ratio * 100).toFixed(digits)} %`;
}

/** "1 call", "214 callers": count and noun, the plural by an added s unless given. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : plural}`;
}

/** Fixed digits without trailing zeros: 3.10 is "3.1", 4.00 is "4". */
export function trim(value: number, digits: number): string {
  const text = value.toFixed(digits);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

/** Apdex, 0 to 1, with two digits: "0.94". */
export function formatApdex(apdex: number | null): string {
  return apdex === null ? NO_VALUE : apdex.toFixed(2);
}
