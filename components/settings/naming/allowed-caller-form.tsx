'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm, useWatch } from 'react-hook-form';
import { allowCaller, allowedCallersQuery } from '../../../lib/client';
import { FormRefusal } from '../../forms/form-refusal';
import { submitTo } from '../../forms/submit-to';
import { useFirstFocus } from '../../forms/use-first-focus';
import { useProject } from '../../project/project-provider';
import { Button } from '../../ui/control/button';
import { Field } from '../../ui/control/field';
import { Input } from '../../ui/control/input';
import { Select } from '../../ui/control/select';
import { MatchPreview } from './match-preview';

const DAY_MS = 86_400_000;
const FOR_DAYS = [
  { value: '0', label: 'Until removed' },
  { value: '1', label: '1 d' },
  { value: '7', label: '7 d' },
  { value: '30', label: '30 d' },
  { value: '90', label: '90 d' },
];

/** ISO time after so many days from now; null for none. */
const endOf = (days: string): string | null =>
  days === '0' ? null : new Date(Date.now() + Number(days) * DAY_MS).toISOString();

/** Address or network, who it is, and for how long detectors say nothing of it. */
export function AllowedCallerForm({ onDone }: { onDone: () => void }) {
  const { project } = useProject();
  const client = useQueryClient();
  const [days, setDays] = useState('0');
  const form = useForm({ defaultValues: { network: '', note: '' } });
  const { errors, isSubmitting } = form.formState;
  useFirstFocus(form, 'network');
  const network = useWatch({ control: form.control, name: 'network' }).trim();
  const submit = submitTo(form, async ({ note }) => {
    await allowCaller(project.id, { network, note, expiresAt: endOf(days) });
    await client.invalidateQueries({ queryKey: allowedCallersQuery(project.id).queryKey });
    onDone();
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-3 border-b border-line px-4 py-3">
      <div className="grid items-start gap-3 md:grid-cols-[1fr_1fr_160px]">
        <Field label="Caller" error={errors.network?.message} hint="An address, or a CIDR such as 192.0.2.0/24.">
          <Input mono autoComplete="off" {...form.register('network', { required: 'Say which address or network' })} />
        </Field>
        <Field label="Note" error={errors.note?.message} hint="Who it is, such as the penetration test of June.">
          <Input autoComplete="off" {...form.register('note', { required: 'Say who it is' })} />
        </Field>
        <Field label="For">
          <Select value={days} options={FOR_DAYS} onChange={setDays} />
        </Field>
      </div>
      <MatchPreview
        pattern={network === '' ? null : { network }}
        nothingYet="Detectors take nothing that these callers do for evidence; their calls still count."
      />
      <FormRefusal message={errors.root?.message} />
      <div className="flex flex-wrap gap-2">
        <Button kind="ink" type="submit" size="touch" busy={isSubmitting && 'Saving…'}>
          Allow caller
        </Button>
        <Button size="touch" onClick={onDone}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
