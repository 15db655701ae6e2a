'use client';

import { useState } from 'react';
import { useForm } from 'react-hook-form';
import type { NewCallView } from '../../../lib/shared';
import { FormRefusal } from '../../forms/form-refusal';
import { submitTo } from '../../forms/submit-to';
import { useProject } from '../../project/project-provider';
import { Button } from '../../ui/control/button';
import { Checkbox } from '../../ui/control/checkbox';
import { Field } from '../../ui/control/field';
import { Input } from '../../ui/control/input';

type SaveViewProps = { query: string; onSave: (view: NewCallView) => Promise<unknown> };

/** Saves what the page shows under a name, for oneself or for everybody of the project. */
export function SaveView({ query, onSave }: SaveViewProps) {
  const mayShare = useProject().role !== 'viewer';
  const [shared, setShared] = useState(false);
  const form = useForm({ defaultValues: { name: '', query: '' } });
  const { errors, isSubmitting, isSubmitSuccessful, isDirty } = form.formState;
  const submit = submitTo(form, async ({ name }) => {
    await onSave({ name, query, shared });
    form.reset(undefined, { keepIsSubmitSuccessful: true });
  });
  return (
    <form
      onSubmit={(event) => void submit(event)}
      noValidate
      className="grid gap-2.5 border-t border-line bg-sunken px-3 py-3"
    >
      <Field label="Save this view as" error={errors.name?.message ?? errors.query?.message}>
        <Input
          autoComplete="off"
          maxLength={80}
          placeholder="Slow logins"
          {...form.register('name', { required: 'Give it a name' })}
        />
      </Field>
      {mayShare ? (
        <Checkbox label="Share it with everybody of the project" checked={shared} onChange={setShared} />
      ) : null}
      <FormRefusal message={errors.root?.message} />
      <div className="flex items-center gap-3">
        <Button type="submit" size="touch" busy={isSubmitting && 'Saving…'}>
          Save view
        </Button>
        <output className="text-12 text-ink-3">{isSubmitSuccessful && !isDirty ? 'Saved.' : ''}</output>
      </div>
    </form>
  );
}
