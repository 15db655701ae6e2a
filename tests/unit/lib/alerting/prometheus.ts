/**
 * How Prometheus evaluates an alerting rule of one series, written from its rule semantics and not from ours: an element that
 * the expression returns is active since the first evaluation that returned it without a gap; it is firing from the first
 * evaluation at which it has been active for `for`; one that is not returned any more is dropped when pending, and when
 * firing ends at the first evaluation that lies `keep_firing_for` after the first one that did not return it.
 */
export type PrometheusState = 'inactive' | 'pending' | 'firing';

export interface PrometheusRule {
  returns(value: number): boolean;
  forMs: number;
  keepFiringForMs: number;
}

/** State after each evaluation; null = the series has no sample then. */
export function prometheus(rule: PrometheusRule, samples: readonly (number | null)[], stepMs: number) {
  let alert: { firing: boolean; activeAt: number; absentSince: number | null } | null = null;
  return samples.map((sample, index): PrometheusState => {
    const at = index * stepMs;
    if (sample !== null && rule.returns(sample)) {
      alert ??= { firing: false, activeAt: at, absentSince: null };
      alert.absentSince = null;
      if (at - alert.activeAt >= rule.forMs) alert.firing = true;
    } else if (alert !== null) {
      alert.absentSince ??= at;
      const kept = alert.firing && rule.keepFiringForMs > 0 && at - alert.absentSince < rule.keepFiringForMs;
      if (!kept) alert = null;
    }
    if (alert === null) return 'inactive';
    return alert.firing ? 'firing' : 'pending';
  });
}
