const HOUR_MS = 3_600_000;

/**
 * Calls a second of the shop at a moment: an evening peak and a quiet night, as a cosine of the hour with a second
 * harmonic for the noon bump. `peakAtMs` is a moment of the peak, so that the history ends where live traffic begins.
 */
export function callsPerSecondAt(atMs: number, { peakAtMs, peak }: { peakAtMs: number; peak: number }): number {
  const angle = (2 * Math.PI * (atMs - peakAtMs)) / (24 * HOUR_MS);
  const shape = 0.5 + 0.4 * Math.cos(angle) + 0.1 * Math.cos(2 * angle);
  return peak * (0.16 + 0.84 * shape);
}
