'use client';

import type { RatePolicyItem } from '../../lib/shared';
import { ConfirmBox } from '../ui/overlay/confirm-box';
import type { PolicyChanges } from './use-policy-changes';

type DeletePolicyProps = {
  policy: RatePolicyItem;
  changes: PolicyChanges;
  onDeleted: () => void;
  onCancel: () => void;
};

/** Asks before a policy goes. */
export function DeletePolicy({ policy, changes: { remove }, onDeleted, onCancel }: DeletePolicyProps) {
  return (
    <ConfirmBox
      question={`Delete the policy ${policy.name}?`}
      confirmLabel="Delete 1 policy"
      busyLabel="Deleting…"
      busy={remove.isPending}
      onConfirm={() => remove.mutate(policy.id, { onSuccess: onDeleted })}
      onCancel={onCancel}
    >
      What it counted goes with it. Incidents stay as they are.
    </ConfirmBox>
  );
}
