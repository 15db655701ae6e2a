'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { membersQuery, updateOrganization } from '../../lib/client';
import { countOf } from '../../lib/shared';
import { useMe } from '../account/me-provider';
import { useProven } from '../account/proof/proof-provider';
import { FormRefusal } from '../forms/form-refusal';
import { useMayHere, useOrganization } from '../home/organization-provider';
import { Button } from '../ui/control/button';
import { TextLink } from '../ui/data/text-link';
import { Panel } from '../ui/layout/panel';
import { ConfirmBox } from '../ui/overlay/confirm-box';
import { StateLabel } from '../ui/state/state-label';

/** Whether everybody needs a second factor to open anything of the organization. */
export function RequireTwoFactorPanel() {
  const { requireTwoFactor } = useOrganization();
  const may = useMayHere('organization:update');
  return (
    <Panel title="Two-factor authentication" divided>
      <div className="grid justify-items-start gap-3">
        <StateLabel state={requireTwoFactor ? 'healthy' : 'silenced'}>
          {requireTwoFactor ? 'Required of every member' : 'Left to each member'}
        </StateLabel>
        <p className="text-ink-2">
          {requireTwoFactor
            ? 'Whoever has none sees nothing of this organization until it is set up.'
            : 'When it is required, whoever has none sees nothing of this organization until it is set up.'}
        </p>
        {may ? <Change /> : null}
      </div>
    </Panel>
  );
}

function Change() {
  const { id, requireTwoFactor } = useOrganization();
  const { twoFactor } = useMe();
  const router = useRouter();
  const proven = useProven();
  const [sure, setSure] = useState(false);
  const change = useMutation({
    mutationFn: () => proven(() => updateOrganization(id, { requireTwoFactor: !requireTwoFactor })),
    onSuccess: () => {
      setSure(false);
      router.refresh();
    },
  });
  if (!requireTwoFactor && !twoFactor.enabled) {
    return (
      <p>
        To require it, <TextLink href="/account">set it up for yourself</TextLink> first, or you would lock yourself
        out.
      </p>
    );
  }
  return (
    <div className="grid gap-3 justify-self-stretch">
      {sure ? (
        <ConfirmBox
          question={requireTwoFactor ? 'Leave it to each member?' : 'Require it of every member?'}
          confirmLabel={requireTwoFactor ? 'Require no more' : 'Require it'}
          busyLabel="Saving…"
          busy={change.isPending}
          onConfirm={() => change.mutate()}
          onCancel={() => setSure(false)}
        >
          {requireTwoFactor ? 'A stolen password may be enough then to get in.' : <WhoIsLockedOut />}
        </ConfirmBox>
      ) : null}
      <FormRefusal message={change.error?.message} />
      <div className="flex">
        <Button size="tall" onClick={() => setSure(true)}>
          {requireTwoFactor ? 'Require it no more…' : 'Require it…'}
        </Button>
      </div>
    </div>
  );
}

function WhoIsLockedOut() {
  const { id } = useOrganization();
  const { data, error } = useQuery(membersQuery(id));
  if (error) return 'It is closed to whoever has none until they have set it up; how many those are could not be read.';
  if (!data) return 'Counting who has none yet…';
  const without = data.members.filter(({ twoFactor }) => twoFactor === false);
  if (without.length === 0) return 'Every member has it already.';
  return `Closed to ${countOf(without.length, 'member')} until they have set it up: ${without.map(({ name }) => name).join(', ')}.`;
}
