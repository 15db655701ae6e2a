const MAX_DELAY_MS = 60_000;
const MAX_RETRY_AFTER_SECONDS = 3600;

/** Seconds of a Retry-After header (delta or HTTP date); -1 when there is none or it cannot be read. */
export function parseRetryAfter(value: unknown, nowMs: number): number {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? Math.ceil(value) : -1;
  if (typeof value !== 'string' || value === '') return -1;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const dateMs = Date.parse(value);
  return Number.isNaN(dateMs) ? -1 : Math.max(0, Math.ceil((dateMs - nowMs) / 1000));
}

/**
 * Milliseconds to wait after the nth failure in a row: full jitter over 1, 2, 4 … 60 s, never less than a Retry-After
 * (capped at 1 h).
 */
export function retryDelayMs(failures: number, random: number, retryAfterSeconds: number): number {
  const jittered = random * Math.min(MAX_DELAY_MS, 1000 * 2 ** (failures - 1));
  return Math.max(jittered, Math.min(retryAfterSeconds, MAX_RETRY_AFTER_SECONDS) * 1000);
}
