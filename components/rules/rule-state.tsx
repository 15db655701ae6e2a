import type { RuleItem } from '../../lib/shared';
import { StateLabel } from '../ui/state/state-label';
import { RULE_MARKS } from './rule-words';

/** How a rule stands now: mark and word. An incident rule has no state of its own. */
export function RuleStateLabel({ rule }: { rule: RuleItem }) {
  if (!rule.enabled) return <StateLabel state="silenced">Off</StateLabel>;
  if (rule.kind === 'incident') return <StateLabel state="neutral">Waits for incidents</StateLabel>;
  if (rule.status === null) return <StateLabel state="neutral">Not judged yet</StateLabel>;
  const { state, word } = RULE_MARKS[rule.status.state];
  return (
    <StateLabel state={state} muted={state === 'healthy'}>
      {word}
    </StateLabel>
  );
}
