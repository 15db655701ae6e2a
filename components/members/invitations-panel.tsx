'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { invitationsQuery, resendInvitation, revokeInvitation, useNow } from '../../lib/client';
import type { InvitationItem, InvitedAnswer } from '../../lib/shared';
import { useProven } from '../account/proof/proof-provider';
import { FormRefusal } from '../forms/form-refusal';
import { useSubmission } from '../forms/use-submission';
import { useOrganization } from '../home/organization-provider';
import { Panel } from '../ui/layout/panel';
import { AsyncView } from '../ui/state/async-view';
import { EmptyState } from '../ui/state/empty-state';
import { ReadError } from '../failures/read-error';
import { SkeletonRows } from '../ui/state/skeleton';
import { Table } from '../ui/table/table';
import { invitationColumns } from './invitation-columns';
import { Invited } from './invited';

const waits = ({ state }: InvitationItem): boolean => state === 'pending' || state === 'expired';

/** Invitations that nobody has followed yet, the newest first. */
export function InvitationsPanel() {
  const { id } = useOrganization();
  const result = useQuery(invitationsQuery(id));
  return (
    <Panel title="Invitations" note="not followed yet" divided flush>
      <AsyncView
        result={result}
        loading={<SkeletonRows rows={2} />}
        failing={(error, retry) => (
          <ReadError title="The invitations could not be read." onRetry={retry} error={error} />
        )}
        isEmpty={({ invitations }) => !invitations.some(waits)}
        empty={
          <EmptyState title="Nobody is invited.">
            {result.data?.invitations.length ? 'Whoever was has joined, or the invitation was revoked.' : null}
          </EmptyState>
        }
      >
        {({ invitations }) => <InvitationList invitations={invitations.filter(waits)} />}
      </AsyncView>
    </Panel>
  );
}

function InvitationList({ invitations }: { invitations: readonly InvitationItem[] }) {
  const { id, role } = useOrganization();
  const client = useQueryClient();
  const proven = useProven();
  const now = useNow(30_000);
  const [sent, setSent] = useState<InvitedAnswer | null>(null);
  const reread = () => client.invalidateQueries({ queryKey: invitationsQuery(id).queryKey });
  const resend = useSubmission({
    send: (item: InvitationItem) => proven(() => resendInvitation(id, item.id)),
    onDone: async (answer) => {
      setSent(answer);
      await reread();
    },
  });
  const revoke = useMutation({
    mutationFn: (item: InvitationItem) => revokeInvitation(id, item.id),
    onSuccess: reread,
  });
  const refusal = resend.error ?? revoke.error;
  const columns = invitationColumns({
    now,
    by: role,
    resending: resend.input?.id,
    revoking: revoke.isPending ? revoke.variables.id : undefined,
    onResend: (item) => resend.submit(item),
    onRevoke: (item) => revoke.mutate(item),
  });
  return (
    <>
      {sent ? (
        <div className="border-b border-line px-4 py-3">
          <Invited key={sent.invitation.expiresAt} answer={sent} onClose={() => setSent(null)} />
        </div>
      ) : null}
      {refusal ? (
        <div className="border-b border-line px-4 py-2.5">
          <FormRefusal message={refusal.message} />
        </div>
      ) : null}
      <Table label="Invitations" columns={columns} rows={invitations} rowKey={(item) => item.id} />
    </>
  );
}
