const LIMIT_MS = 24 * 3_600_000;

/** Milliseconds that a Retry-After header asks for: seconds or an HTTP date; null when it is neither. At most a day. */
export function retryAfterMs(header: string | null, now: Date): number | null {
  const text = header?.trim();
  if (!text) return null;
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text) * 1_000, LIMIT_MS);
  const at = /^[A-Z][a-z]/.test(text) ? Date.parse(text) : Number.NaN; // HTTP dates begin with a day's name
  if (Number.isNaN(at)) return null;
  return Math.min(Math.max(at - now.getTime(), 0), LIMIT_MS);
}
