/** From least to most severe; used the same way everywhere. */
export const SEVERITIES = ['info', 'low', 'medium', 'high', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Is `a` at least as severe as `b`? */
export function atLeast(a: Severity, b: Severity): boolean {
  return SEVERITIES.indexOf(a) >= SEVERITIES.indexOf(b);
}

/** The more severe of the two. */
export function worse(a: Severity, b: Severity): Severity {
  return atLeast(a, b) ? a : b;
}
