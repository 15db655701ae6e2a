'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { changeRole, leaveOrganization, membersQuery, removeMember } from '../../lib/client';
import type { MemberItem, Role } from '../../lib/shared';
import { useProven } from '../account/proof/proof-provider';

/** The three changes of one member; the list is read again after each, and the frame when it is about oneself. */
export function useMemberChanges(organizationId: string, member: MemberItem, onDone: () => void) {
  const client = useQueryClient();
  const router = useRouter();
  const proven = useProven();
  const onSuccess = async () => {
    if (member.self) router.refresh();
    await client.invalidateQueries({ queryKey: membersQuery(organizationId).queryKey });
    onDone();
  };
  const role = useMutation({
    mutationFn: (next: Role) => proven(() => changeRole(organizationId, { memberId: member.id, role: next })),
    onSuccess,
  });
  const remove = useMutation({ mutationFn: () => proven(() => removeMember(organizationId, member.id)), onSuccess });
  const leave = useMutation({
    mutationFn: () => leaveOrganization(organizationId),
    onSuccess: () => {
      router.replace('/');
      router.refresh();
    },
  });
  return { role, remove, leave };
}
