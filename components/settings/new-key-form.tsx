'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { createKey, keysQuery } from '../../lib/client';
import type { NewKeyAnswer } from '../../lib/shared';
import { FormRefusal } from '../forms/form-refusal';
import { submitTo } from '../forms/submit-to';
import { useFirstFocus } from '../forms/use-first-focus';
import { useProject } from '../project/project-provider';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';
import { Select } from '../ui/control/select';

type NewKeyFormProps = { onMade: (answer: NewKeyAnswer) => void; onCancel: () => void };

/** Name and environment of a new ingest key. */
export function NewKeyForm({ onMade, onCancel }: NewKeyFormProps) {
  const { project } = useProject();
  const client = useQueryClient();
  const slugs = project.environments.map(({ slug }) => slug);
  const [environment, setEnvironment] = useState(slugs[0] ?? 'production');
  const form = useForm({ defaultValues: { name: '' } });
  const { errors, isSubmitting } = form.formState;
  useFirstFocus(form, 'name');
  const submit = submitTo(form, async ({ name }) => {
    const answer = await createKey(project.id, { name, environment });
    await client.invalidateQueries({ queryKey: keysQuery(project.id).queryKey });
    onMade(answer);
  });
  return (
    <form
      onSubmit={(event) => void submit(event)}
      noValidate
      className="grid gap-3 border-b border-line px-4 py-3 md:grid-cols-[minmax(0,260px)_200px]"
    >
      <Field label="Name" error={errors.name?.message} hint="Where it is used, such as checkout servers.">
        <Input autoComplete="off" {...form.register('name', { required: 'Say where it is used' })} />
      </Field>
      <Field label="Environment">
        <Select
          value={environment}
          options={slugs.map((slug) => ({ value: slug, label: slug }))}
          onChange={setEnvironment}
        />
      </Field>
      <FormRefusal message={errors.root?.message} />
      <div className="flex gap-2 md:col-span-2">
        <Button kind="ink" type="submit" size="touch" busy={isSubmitting && 'Creating…'}>
          Create key
        </Button>
        <Button size="touch" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
