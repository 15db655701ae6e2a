import type { Observation, RuleCondition } from '../../shared';
import type { MachineRule } from './machine';

/** What one window says of the condition. */
export type Verdict = 'holds' | 'not' | 'few' | 'missing' | 'unknown' | 'error';

/** Is the value beyond the threshold? The threshold itself is not. */
export function isBeyond(condition: RuleCondition, value: number): boolean {
  return 'above' in condition ? value > condition.above : value < condition.below;
}

/** The value further beyond the threshold. */
export function worseValue(condition: RuleCondition, a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return 'above' in condition ? Math.max(a, b) : Math.min(a, b);
}

/**
 * Judges one window. One in which Callwatch itself was away can only show that a value is above: what it did not take would
 * not have made it less. Nothing else follows from it.
 */
export function verdictOf(rule: MachineRule, observation: Observation): Verdict {
  if (observation.kind === 'error' || observation.kind === 'unknown') return observation.kind;
  if (observation.kind === 'missing') return observation.partial ? 'unknown' : 'missing';
  const { value, calls, partial } = observation;
  const holds = calls >= rule.minCalls && isBeyond(rule.condition, value);
  if (partial) return holds && 'above' in rule.condition ? 'holds' : 'unknown';
  if (holds) return 'holds';
  return calls < rule.minCalls ? 'few' : 'not';
}
