'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { createToken, tokensQuery } from '../../lib/client';
import type { NewApiTokenAnswer } from '../../lib/shared';
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
import { expiryOf, LIVES, type Life } from './token-life';

const SCOPES = [
  { value: 'read', label: 'read', hint: 'Reads what a viewer sees.' },
  { value: 'write', label: 'read and write', hint: 'Also changes what an admin may, but neither people nor tokens.' },
] as const;
type Scope = (typeof SCOPES)[number]['value'];

type NewTokenFormProps = { onMade: (answer: NewApiTokenAnswer) => void; onCancel: () => void };

/** Name, scope and life of a new API token. */
export function NewTokenForm({ onMade, onCancel }: NewTokenFormProps) {
  const { id } = useOrganization();
  const client = useQueryClient();
  const proven = useProven();
  const [scope, setScope] = useState<Scope>('read');
  const [life, setLife] = useState<Life>('90');
  const form = useForm({ defaultValues: { name: '', expiresAt: '' } });
  const { errors, isSubmitting } = form.formState;
  useFirstFocus(form, 'name');
  const submit = submitTo(form, async ({ name }) => {
    const scopes = scope === 'write' ? (['read', 'write'] as const) : (['read'] as const);
    const answer = await proven(() => createToken(id, { name, scopes, expiresAt: expiryOf(life, Date.now()) }));
    await client.invalidateQueries({ queryKey: tokensQuery(id).queryKey });
    onMade(answer);
  });
  return (
    <Panel title="New token" divided>
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-3">
        <div className="grid items-start gap-3 md:grid-cols-3">
          <Field label="Name" error={errors.name?.message} hint="Where it is used, such as weekly report.">
            <Input autoComplete="off" {...form.register('name', { required: 'Say where it is used' })} />
          </Field>
          <Field label="Scope" hint={SCOPES.find(({ value }) => value === scope)?.hint}>
            <Select<Scope> value={scope} options={SCOPES} onChange={setScope} />
          </Field>
          <Field label="Expires" error={errors.expiresAt?.message} hint="Scripts that still use it are refused then.">
            <Select<Life> value={life} options={LIVES} onChange={setLife} />
          </Field>
        </div>
        <FormRefusal message={errors.root?.message} />
        <div className="flex gap-2">
          <Button kind="ink" type="submit" size="touch" busy={isSubmitting && 'Creating…'}>
            Create token
          </Button>
          <Button size="touch" onClick={onCancel}>
            Cancel
          </Button>
        </div>
      </form>
    </Panel>
  );
}
