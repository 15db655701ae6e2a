'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { createOrganization } from '../../lib/client';
import { newProjectHref } from '../account/account-links';
import { FormRefusal } from '../forms/form-refusal';
import { submitTo } from '../forms/submit-to';
import { useFirstFocus } from '../forms/use-first-focus';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';

/** Makes an organization, then leads to its first project. */
export function NewOrganizationForm() {
  const router = useRouter();
  const [done, setDone] = useState(false);
  const form = useForm({ defaultValues: { name: '' } });
  const { errors, isSubmitting } = form.formState;
  useFirstFocus(form, 'name');
  const submit = submitTo(form, async (values) => {
    const { id } = await createOrganization(values);
    setDone(true);
    router.push(newProjectHref(id));
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <Field label="Organization" error={errors.name?.message} hint="A company, team or household. You are its owner.">
        <Input autoComplete="organization" {...form.register('name', { required: 'Name the organization' })} />
      </Field>
      <FormRefusal message={errors.root?.message} />
      <div className="flex">
        <Button kind="ink" type="submit" size="touch" busy={(isSubmitting || done) && 'Creating…'}>
          Create organization
        </Button>
      </div>
    </form>
  );
}
