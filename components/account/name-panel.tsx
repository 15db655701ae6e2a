'use client';

import { useRouter } from 'next/navigation';
import { useForm } from 'react-hook-form';
import { renameAccount } from '../../lib/client';
import { FormRefusal } from '../forms/form-refusal';
import { submitTo } from '../forms/submit-to';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';
import { Panel } from '../ui/layout/panel';
import { useMe } from './me-provider';

/** The name that notes, acknowledgements and invitations carry. */
export function NamePanel() {
  const { user } = useMe();
  const router = useRouter();
  const form = useForm({ defaultValues: { name: user.name } });
  const { errors, isSubmitting, isDirty, isSubmitSuccessful } = form.formState;
  const submit = submitTo(form, async (values) => {
    const { name } = await renameAccount(values);
    form.reset({ name }, { keepIsSubmitSuccessful: true });
    router.refresh();
  });
  return (
    <Panel title="Name" divided>
      <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
        <Field label="Your name" error={errors.name?.message} hint="Stands at your notes, changes and invitations.">
          <Input autoComplete="name" {...form.register('name', { required: 'Must not be empty' })} />
        </Field>
        <FormRefusal message={errors.root?.message} />
        <div className="flex flex-wrap items-center gap-x-3">
          <Button type="submit" size="touch" busy={isSubmitting && 'Saving…'}>
            Save
          </Button>
          <output className="text-12 text-ink-3 max-md:basis-full">
            {isSubmitSuccessful && !isDirty ? 'Saved.' : ''}
          </output>
        </div>
      </form>
    </Panel>
  );
}
