import { NO_VALUE, trim } from './number';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Bytes in decimal units with three figures at most: "412 B", "4.1 kB", "158 kB", "1.84 MB", "41.2 GB". */
export function formatBytes(bytes: number | null): string {
  if (bytes === null) return NO_VALUE;
  let value = Math.max(0, bytes);
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${trim(value, digits(value, unit))} ${UNITS[unit]}`;
}

function digits(value: number, unit: number): number {
  if (unit === 0 || value >= 99.95) return 0;
  if (unit === 1) return value < 9.95 ? 1 : 0;
  return value < 9.995 ? 2 : 1;
}
