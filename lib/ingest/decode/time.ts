const ISO = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.(\d{1,9}))?)?(?:Z|[+-]\d\d:?\d\d)$/i;
const LATEST_MS = 8.64e15;

/** Microseconds since the epoch of an ISO time with an offset or of epoch milliseconds; null for anything else. */
export function readTimeUs(value: unknown): number | null {
  if (typeof value === 'number') return Math.abs(value) <= LATEST_MS ? Math.round(value * 1_000) : null;
  if (typeof value !== 'string' || value.length > 40) return null;
  const match = ISO.exec(value);
  if (!match) return null;
  const ms = Date.parse(value.replace(' ', 'T'));
  if (Number.isNaN(ms)) return null;
  const micros = Number((match[1] ?? '').slice(3, 6).padEnd(3, '0')); // Date stops at milliseconds
  return ms * 1_000 + micros;
}
