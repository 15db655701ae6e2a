'use client';

import { useState } from 'react';
import type { RatePolicyItem } from '../../../lib/shared';
import { useLeave } from '../../forms/leave';
import { usePlace } from '../../project/use-place';
import { Button } from '../../ui/control/button';
import { Switch } from '../../ui/control/switch';
import { DeletePolicy } from '../delete-policy';
import { OF_POLICIES } from '../policy-place';
import { usePolicyChanges } from '../use-policy-changes';

/** What is done to a policy at once, apart from what is being edited: watching or not, and away with it. */
export function usePolicyActions(policy: RatePolicyItem | null) {
  const changes = usePolicyChanges();
  const leaveFor = useLeave();
  const to = usePlace();
  const [deleting, setDeleting] = useState(false);
  if (policy === null) return { actions: null, confirm: null, error: undefined };
  const turn = (enabled: boolean) => changes.turn.mutate({ policyId: policy.id, enabled });
  return {
    error: changes.error?.message,
    actions: (
      <>
        <Switch label="Watching" checked={policy.enabled} onChange={turn} />
        <Button size="tall" kind="quiet" onClick={() => setDeleting(true)}>
          Delete…
        </Button>
      </>
    ),
    confirm: deleting ? (
      <DeletePolicy
        policy={policy}
        changes={changes}
        onDeleted={() => leaveFor(to(OF_POLICIES.path))}
        onCancel={() => setDeleting(false)}
      />
    ) : null,
  };
}
