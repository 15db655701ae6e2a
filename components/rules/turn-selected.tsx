import type { RuleItem } from '../../lib/shared';
import { countOf } from '../../lib/shared';
import { Button } from '../ui/control/button';
import type { RuleChanges } from './use-rule-changes';

type TurnSelectedProps = { rules: readonly RuleItem[]; changes: RuleChanges; onDone: () => void };

/** Turns the selected rules off or on, as far as they are not yet. */
export function TurnSelected({ rules, changes: { turnMany }, onDone }: TurnSelectedProps) {
  return [false, true].map((enabled) => {
    const others = rules.filter((rule) => rule.enabled !== enabled).map(({ id }) => id);
    if (others.length === 0) return null;
    return (
      <Button
        key={String(enabled)}
        size="sm"
        busy={turnMany.isPending && turnMany.variables.enabled === enabled && 'Turning…'}
        onClick={() => turnMany.mutate({ ruleIds: others, enabled }, { onSuccess: onDone })}
      >
        Turn {countOf(others.length, 'rule')} {enabled ? 'on' : 'off'}
      </Button>
    );
  });
}
