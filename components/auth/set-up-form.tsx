'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { setUp } from '../../lib/client';
import { handOverKey } from '../first-run/fresh-key';
import { FormRefusal } from '../forms/form-refusal';
import { showServerErrors } from '../forms/server-errors';
import { useFirstFocus } from '../forms/use-first-focus';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';

const EMPTY = { name: '', email: '', password: '', organization: '', project: '' };
const PASSWORD_MIN = 12;

/** Owner, organization and first project; then on to the first call with the key that was made. */
export function SetUpForm({ token }: { token: string }) {
  const router = useRouter();
  const [done, setDone] = useState(false);
  const form = useForm({ defaultValues: EMPTY });
  const { errors, isSubmitting } = form.formState;
  useFirstFocus(form, 'name');
  const submit = form.handleSubmit(async (values) => {
    try {
      const { project, ingestKey } = await setUp({ token, ...values });
      handOverKey({ projectId: project.id, key: ingestKey });
      setDone(true);
      router.replace(`/projects/${project.id}/start`);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      showServerErrors(form, error);
    }
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <Field label="Your name" error={errors.name?.message}>
        <Input autoComplete="name" {...form.register('name', { required: 'Enter your name' })} />
      </Field>
      <Field label="Email" error={errors.email?.message} hint="Incidents are sent here until you choose otherwise.">
        <Input
          type="email"
          autoComplete="username"
          {...form.register('email', { required: 'Enter your email address' })}
        />
      </Field>
      <Field label="Password" error={errors.password?.message} hint={`At least ${PASSWORD_MIN} characters.`}>
        <Input
          type="password"
          autoComplete="new-password"
          {...form.register('password', {
            required: 'Choose a password',
            minLength: { value: PASSWORD_MIN, message: `Must have at least ${PASSWORD_MIN} characters` },
          })}
        />
      </Field>
      <Field label="Organization" error={errors.organization?.message}>
        <Input
          autoComplete="organization"
          {...form.register('organization', { required: 'Name your organization, team or household' })}
        />
      </Field>
      <Field label="Project" error={errors.project?.message} hint="The API that is watched, such as shop-api.">
        <Input autoComplete="off" {...form.register('project', { required: 'Name the API that is watched' })} />
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
