'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { setUp } from '../../lib/client';
import { handOverKey } from '../first-run/fresh-key';
import { FormRefusal } from '../forms/form-refusal';
import { submitTo } from '../forms/submit-to';
import { useFirstFocus } from '../forms/use-first-focus';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';

const EMPTY = { name: '', email: '', password: '', organization: '', project: '' };

/**
 * Owner, organization and first project; then on to the first call with the key that was made. The server alone judges
 * the fields, so that all faults are told at once.
 */
export function SetUpForm({ token }: { token: string }) {
  const router = useRouter();
  const [done, setDone] = useState(false);
  const form = useForm({ defaultValues: EMPTY });
  const { errors, isSubmitting } = form.formState;
  useFirstFocus(form, 'name');
  const submit = submitTo(form, async (values) => {
    const { project, ingestKey } = await setUp({ token, ...values });
    handOverKey({ projectId: project.id, key: ingestKey });
    setDone(true);
    router.replace(`/projects/${project.id}/start`);
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <Field label="Your name" error={errors.name?.message}>
        <Input autoComplete="name" {...form.register('name')} />
      </Field>
      <Field label="Email" error={errors.email?.message} hint="Incidents are sent here until you choose otherwise.">
        <Input type="email" autoComplete="username" {...form.register('email')} />
      </Field>
      <Field label="Password" error={errors.password?.message} hint="At least 12 characters.">
        <Input type="password" autoComplete="new-password" {...form.register('password')} />
      </Field>
      <Field label="Organization" error={errors.organization?.message} hint="Your company, team or household.">
        <Input autoComplete="organization" {...form.register('organization')} />
      </Field>
      <Field label="Project" error={errors.project?.message} hint="The API that is watched, such as shop-api.">
        <Input autoComplete="off" {...form.register('project')} />
      </Field>
      <FormRefusal message={errors.root?.message} />
      <div className="flex">
        <Button kind="ink" type="submit" size="touch" busy={(isSubmitting || done) && 'Setting up…'}>
          Set up Callwatch
        </Button>
      </div>
    </form>
  );
}
