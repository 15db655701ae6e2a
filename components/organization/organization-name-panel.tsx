'use client';

import { useRouter } from 'next/navigation';
import { useForm } from 'react-hook-form';
import { updateOrganization } from '../../lib/client';
import { FormRefusal } from '../forms/form-refusal';
import { submitTo } from '../forms/submit-to';
import { useMayHere, useOrganization } from '../home/organization-provider';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';
import { Facts } from '../ui/layout/facts';
import { Panel } from '../ui/layout/panel';

/** The name; only a fact for those who may not change it. */
export function OrganizationNamePanel() {
  const { name } = useOrganization();
  return (
    <Panel title="Name" divided>
      {useMayHere('organization:update') ? <NameForm /> : <Facts facts={[{ label: 'Name', value: name }]} />}
    </Panel>
  );
}

function NameForm() {
  const organization = useOrganization();
  const router = useRouter();
  const form = useForm({ defaultValues: { name: organization.name } });
  const { errors, isSubmitting, isDirty, isSubmitSuccessful } = form.formState;
  const submit = submitTo(form, async (values) => {
    const { name } = await updateOrganization(organization.id, values);
    form.reset({ name }, { keepIsSubmitSuccessful: true });
    router.refresh(); // the frame shows the name
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <Field label="Name" error={errors.name?.message} hint="Your company, team or household.">
        <Input autoComplete="organization" {...form.register('name', { required: 'Must not be empty' })} />
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
