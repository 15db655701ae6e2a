'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { invitationsQuery, invite } from '../../lib/client';
import type { InvitedAnswer, Role } from '../../lib/shared';
import { useProven } from '../account/proof/proof-provider';
import { FormRefusal } from '../forms/form-refusal';
import { submitTo } from '../forms/submit-to';
import { useFirstFocus } from '../forms/use-first-focus';
import { useOrganization } from '../home/organization-provider';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';
import { Select } from '../ui/control/select';
import { Panel } from '../ui/layout/panel';
import { Invited } from './invited';
import { rolesToGive } from './member-rules';
import { ROLE_WORDS } from './role-words';

/** Invites one address after the other; what became of the last one stands in place of the form. */
export function InviteForm({ onClose }: { onClose: () => void }) {
  const [invited, setInvited] = useState<InvitedAnswer | null>(null);
  return (
    <Panel title="Invite" note="by mail; the link works once, within 7 d" divided>
      {invited ? (
        <Invited answer={invited} onClose={onClose} onNext={() => setInvited(null)} />
      ) : (
        <Fields onInvited={setInvited} onClose={onClose} />
      )}
    </Panel>
  );
}

type FieldsProps = { onInvited: (answer: InvitedAnswer) => void; onClose: () => void };

function Fields({ onInvited, onClose }: FieldsProps) {
  const organization = useOrganization();
  const client = useQueryClient();
  const proven = useProven();
  const [role, setRole] = useState<Role>('member');
  const form = useForm({ defaultValues: { email: '' } });
  const { errors, isSubmitting } = form.formState;
  useFirstFocus(form, 'email');
  const submit = submitTo(form, async ({ email }) => {
    const answer = await proven(() => invite(organization.id, { email, role }));
    await client.invalidateQueries({ queryKey: invitationsQuery(organization.id).queryKey });
    onInvited(answer);
  });
  const options = rolesToGive(organization.role).map((value) => ({ value, label: value }));
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid max-w-160 gap-3">
      <div className="grid items-start gap-3 md:grid-cols-2">
        <Field label="Email" error={errors.email?.message}>
          <Input type="email" autoComplete="off" {...form.register('email', { required: 'Enter an email address' })} />
        </Field>
        <Field label="Role" hint={ROLE_WORDS[role]}>
          <Select<Role> value={role} options={options} onChange={setRole} />
        </Field>
      </div>
      <FormRefusal message={errors.root?.message} />
      <div className="flex gap-2">
        <Button kind="ink" type="submit" size="touch" busy={isSubmitting && 'Inviting…'}>
          Invite
        </Button>
        <Button size="touch" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
