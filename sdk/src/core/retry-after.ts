/** Seconds of a Retry-After header (delta or HTTP date); -1 when there is none or it cannot be read. */
export function parseRetryAfter(value: unknown, nowMs: number): number {
  if (!value && value !== 0) return -1;
  const seconds = Number(value);
  const dateMs = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  const waitSeconds = Math.ceil(seconds >= 0 ? seconds : (dateMs - nowMs) / 1000);
  return Number.isFinite(waitSeconds) ? Math.max(0, waitSeconds) : -1;
}
