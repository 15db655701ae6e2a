'use client';

import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { joinByInvitation } from '../../lib/client';
import { FormRefusal } from '../forms/form-refusal';
import { submitTo } from '../forms/submit-to';
import { useFirstFocus } from '../forms/use-first-focus';
import { Button } from '../ui/control/button';
import { Field } from '../ui/control/field';
import { Input } from '../ui/control/input';

type JoinFormProps = { token: string; email: string; onJoined: () => void };

/** Makes an account for the invited address and goes in. */
export function JoinForm({ token, email, onJoined }: JoinFormProps) {
  const [done, setDone] = useState(false);
  const form = useForm({ defaultValues: { name: '', password: '' } });
  const { errors, isSubmitting } = form.formState;
  useFirstFocus(form, 'name');
  const submit = submitTo(form, async (values) => {
    await joinByInvitation({ token, ...values });
    setDone(true);
    onJoined();
  });
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="grid gap-4">
      <Field label="Email" hint="Your account is made for this address.">
        <Input type="email" autoComplete="username" value={email} readOnly />
      </Field>
      <Field label="Your name" error={errors.name?.message}>
        <Input autoComplete="name" {...form.register('name')} />
      </Field>
      <Field label="Password" error={errors.password?.message} hint="At least 12 characters.">
        <Input type="password" autoComplete="new-password" {...form.register('password')} />
      </Field>
      <FormRefusal message={errors.root?.message} />
      <div className="flex">
        <Button kind="ink" type="submit" size="touch" busy={(isSubmitting || done) && 'Joining…'}>
          Make an account and join
        </Button>
      </div>
    </form>
  );
}
