'use client';

import { useState } from 'react';
import { useNow } from '../../../lib/client';
import type { RuleItem } from '../../../lib/shared';
import { formatMeasure, formatMoment } from '../../../lib/shared';
import { useLeave } from '../../forms/leave';
import { usePlace } from '../../project/use-place';
import { Button } from '../../ui/control/button';
import { Switch } from '../../ui/control/switch';
import { TextLink } from '../../ui/data/text-link';
import { DeleteRule } from '../delete-rule';
import { RuleStateLabel } from '../rule-state';
import { useRuleChanges } from '../use-rule-changes';

/** What is done to a rule at once, apart from what is being edited: watching or not, and away with it. */
export function useRuleActions(rule: RuleItem | null) {
  const changes = useRuleChanges();
  const leaveFor = useLeave();
  const to = usePlace();
  const [deleting, setDeleting] = useState(false);
  if (rule === null) return { actions: null, confirm: null, error: undefined };
  const turn = (enabled: boolean) => changes.turn.mutate({ ruleId: rule.id, enabled });
  return {
    error: changes.error?.message,
    actions: (
      <>
        <Switch label="Watching" checked={rule.enabled} onChange={turn} />
        <Button size="tall" kind="quiet" onClick={() => setDeleting(true)}>
          Delete…
        </Button>
      </>
    ),
    confirm: deleting ? (
      <DeleteRule
        rule={rule}
        changes={changes}
        onDeleted={() => leaveFor(to('/rules'))}
        onCancel={() => setDeleting(false)}
      />
    ) : null,
  };
}

/** How a rule stands, why and since when, and where its alerts are. */
export function RuleStanding({ rule }: { rule: RuleItem }) {
  const to = usePlace();
  const now = useNow(30_000);
  const status = rule.kind === 'metric' && rule.enabled ? rule.status : null;
  return (
    <>
      <RuleStateLabel rule={rule} />
      {status && rule.kind === 'metric' ? (
        <span>
          {status.reason}; {formatMeasure(rule.measure, status.value)} at{' '}
          {formatMoment(status.evaluatedTo, now, 'minute')} UTC, in this state since{' '}
          {formatMoment(status.since, now, 'minute')}
        </span>
      ) : null}
      {rule.kind === 'metric' ? <TextLink href={to('/alerts', { rule: rule.id })}>Its alerts</TextLink> : null}
    </>
  );
}
