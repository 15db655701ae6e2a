'use client';

import { useRouter } from 'next/navigation';
import { useForm } from 'react-hook-form';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';
import { FormRefusal } from './form-refusal';
import { submitTo } from './submit-to';

type NameFormProps = {
  name: string;
  label: string;
  hint: string;
  autoComplete: 'name' | 'organization';
  /** Answers the name as it is stored. */
  rename: (values: { name: string }) => Promise<{ name: string }>;
};

/** Changes one name, which the frame of the page shows, too. */
export function NameForm({ name: stored, label, hint, autoComplete, rename }: NameFormProps) {
  const router = useRouter();
  const form = useForm({ defaultValues: { name: stored } });
  const { errors, isSubmitting, isDirty, isSubmitSuccessful } = form.formState;
  const submit = submitTo(form, async (values) => {
    const { name } = await rename(values);
    form.reset({ name }, { keepIsSubmitSuccessful: true });
    router.refresh();
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <Field label={label} error={errors.name?.message} hint={hint}>
        <Input autoComplete={autoComplete} {...form.register('name', { required: 'Must not be empty' })} />
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
  );
}
