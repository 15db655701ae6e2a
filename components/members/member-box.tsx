'use client';

import { useState } from 'react';
import type { MemberItem, Role } from '../../lib/shared';
import { FormRefusal } from '../forms/form-refusal';
import { useOrganization } from '../home/organization-provider';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { Select } from '../ui/control/select';
import { useFocusWithin } from '../ui/hooks/use-focus-within';
import { ConfirmBox } from '../ui/overlay/confirm-box';
import { memberRules } from './member-rules';
import { ROLE_WORDS } from './role-words';
import { useMemberChanges } from './use-member-changes';

type MemberBoxProps = { member: MemberItem; ownerCount: number; onClose: () => void };

/** One member, opened above the list: another role, or out. What is not possible says why. */
export function MemberBox({ member, ownerCount, onClose }: MemberBoxProps) {
  const organization = useOrganization();
  const { roles, roleRefused, endRefused } = memberRules(organization.role, member, ownerCount);
  const [role, setRole] = useState<Role>(member.role);
  const [ending, setEnding] = useState(false);
  const changes = useMemberChanges(organization.id, member, onClose);
  const place = useFocusWithin<HTMLElement>(onClose);
  const end = member.self ? changes.leave : changes.remove;
  const refusal = changes.role.error ?? end.error;
  const unchanged = role === member.role && `Is ${member.role} now.`;
  return (
    <section ref={place} aria-label={member.name} className="grid gap-3 border-b border-line bg-sunken px-4 py-3">
      <p>
        <b className="font-medium">{member.name}</b> <span className="text-ink-3">{member.email}</span>
      </p>
      {roleRefused ? (
        <p className="text-ink-2">
          Stays {member.role}. {roleRefused}
        </p>
      ) : (
        <div className="grid max-w-120 gap-3">
          <Field label="Role" hint={ROLE_WORDS[role]}>
            <Select<Role> value={role} options={roles.map((value) => ({ value, label: value }))} onChange={setRole} />
          </Field>
        </div>
      )}
      <FormRefusal message={refusal?.message} />
      {ending ? (
        <EndMember member={member} busy={end.isPending} onEnd={() => end.mutate()} onCancel={() => setEnding(false)} />
      ) : null}
      <div className="flex flex-wrap gap-2">
        {roleRefused ? null : (
          <Button
            kind="ink"
            size="tall"
            busy={changes.role.isPending && 'Saving…'}
            disabledReason={unchanged}
            onClick={() => changes.role.mutate(role)}
          >
            Save role
          </Button>
        )}
        <Button size="tall" onClick={onClose}>
          Close
        </Button>
        {endRefused ? null : (
          <Button kind="quiet" size="tall" onClick={() => setEnding(true)}>
            {member.self ? `Leave ${organization.name}…` : 'Remove…'}
          </Button>
        )}
      </div>
    </section>
  );
}

type EndMemberProps = { member: MemberItem; busy: boolean; onEnd: () => void; onCancel: () => void };

function EndMember({ member, busy, onEnd, onCancel }: EndMemberProps) {
  const { name } = useOrganization();
  return (
    <ConfirmBox
      question={member.self ? `Leave ${name}?` : `Remove ${member.name} from ${name}?`}
      confirmLabel={member.self ? 'Leave' : 'Remove 1 member'}
      busyLabel={member.self ? 'Leaving…' : 'Removing…'}
      busy={busy}
      onConfirm={onEnd}
      onCancel={onCancel}
    >
      {member.self ? 'You see' : `${member.name} sees`} nothing of it from then on; only an invitation leads back. Notes
      and acknowledgements stay.
    </ConfirmBox>
  );
}
