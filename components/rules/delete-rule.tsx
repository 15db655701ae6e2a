'use client';

import type { RuleItem } from '../../lib/shared';
import { ConfirmBox } from '../ui/overlay/confirm-box';
import type { RuleChanges } from './use-rule-changes';

type DeleteRuleProps = { rule: RuleItem; changes: RuleChanges; onDeleted: () => void; onCancel: () => void };

/** Asks before a rule goes. */
export function DeleteRule({ rule, changes: { remove }, onDeleted, onCancel }: DeleteRuleProps) {
  return (
    <ConfirmBox
      question={`Delete the rule ${rule.name}?`}
      confirmLabel="Delete 1 rule"
      busyLabel="Deleting…"
      busy={remove.isPending}
      onConfirm={() => remove.mutate(rule.id, { onSuccess: onDeleted })}
      onCancel={onCancel}
    >
      {rule.kind === 'metric'
        ? 'What it fires now is ended, and its channels are told. The list of alerts keeps what it fired.'
        : 'Nobody is told by it any more. Incidents stay as they are.'}
    </ConfirmBox>
  );
}
